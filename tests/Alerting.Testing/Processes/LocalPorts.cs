using System.Diagnostics.CodeAnalysis;
using System.Net;
using System.Net.Sockets;

namespace Alerting.Testing.Processes;

/// <summary>Ports of 127.0.0.1 for programs that must be told theirs.</summary>
public static class LocalPorts
{
    // Below those that Linux gives to whoever asks for any: one of those may be taken before the program is up.
    private const int First = 20_000;
    private const int Last = 32_000;

    private static readonly string Taken = Directory.CreateDirectory(
        Path.Combine(Path.GetTempPath(), "alerting-ports-" + Environment.UserName)).FullName;

    private static readonly List<FileStream> Held = [];
    private static readonly Lock Gate = new();
    private static int next = First + Environment.ProcessId * 37 % (Last - First);

    /// <summary>
    /// One that nobody listens on now, and that no test of this or another process is given while this one runs.
    /// </summary>
    public static int Free()
    {
        lock (Gate)
        {
            for (var tries = First; tries < Last; tries++)
            {
                next = next + 1 < Last ? next + 1 : First;
                if (IsMine(next) && IsFree(next))
                {
                    return next;
                }
            }
        }

        throw new InvalidOperationException("all ports are taken");
    }

    // The lock ends with the process, however that ends.
    [SuppressMessage("Reliability", "CA2000", Justification = "Held until the process ends.")]
    private static bool IsMine(int port)
    {
        try
        {
            Held.Add(new(Path.Combine(Taken, $"{port}"), FileMode.OpenOrCreate, FileAccess.Write, FileShare.None));
            return true;
        }
        catch (IOException)
        {
            return false;
        }
    }

    private static bool IsFree(int port)
    {
        using var listener = new TcpListener(IPAddress.Loopback, port);
        try
        {
            listener.Start();
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }
}
