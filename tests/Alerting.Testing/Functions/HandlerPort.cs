using System.Net;
using System.Net.Sockets;

namespace Alerting.Testing.Functions;

/// <summary>
/// Ports below those the system gives out by itself: a handler that is down must find its own free when it comes back.
/// </summary>
internal static class HandlerPort
{
    private const int First = 20_000;
    private const int Count = 12_000;

    private static int next = Random.Shared.Next(Count);

    public static int Take()
    {
        while (true)
        {
            var port = First + ((Interlocked.Increment(ref next) & int.MaxValue) % Count);
            using var listener = new TcpListener(IPAddress.Loopback, port);
            try
            {
                listener.Start();
                return port;
            }
            catch (SocketException)
            {
                // Somebody else's.
            }
        }
    }
}
