using System.Net;
using System.Net.Sockets;

namespace Alerting.Testing.Vendors;

/// <summary>A server on 127.0.0.1 that is no HTTP server: does with each connection what it is told.</summary>
public sealed class RawServer : IAsyncDisposable
{
    private readonly TcpListener listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource stop = new();
    private readonly Func<Stream, CancellationToken, Task> serve;
    private Task running = Task.CompletedTask;
    private int connections;

    private RawServer(Func<Stream, CancellationToken, Task> serve) => this.serve = serve;

    /// <summary>Host and port.</summary>
    public string Address => $"127.0.0.1:{((IPEndPoint)listener.LocalEndpoint).Port}";

    /// <summary>How many connections there were.</summary>
    public int Connections => Volatile.Read(ref connections);

    /// <summary>Listens once this returns.</summary>
    public static RawServer Start(Func<Stream, CancellationToken, Task> serve)
    {
        var server = new RawServer(serve);
        server.listener.Start();
        server.running = server.Run();
        return server;
    }

    /// <summary>Reads what the caller sends, until some of it ends so.</summary>
    public static async Task ReadUntil(Stream stream, byte end, CancellationToken stop)
    {
        var one = new byte[1];
        while (await stream.ReadAsync(one, stop) > 0 && one[0] != end)
        {
            // More of it.
        }
    }

    public async ValueTask DisposeAsync()
    {
        await stop.CancelAsync();
        listener.Dispose();
        await running;
        stop.Dispose();
    }

    private async Task Run()
    {
        var serving = new List<Task>();
        try
        {
            while (true)
            {
                serving.Add(Serve(await listener.AcceptTcpClientAsync(stop.Token)));
            }
        }
        catch (Exception ended) when (ended is OperationCanceledException or SocketException or InvalidOperationException)
        {
            await Task.WhenAll(serving);
        }
    }

    private async Task Serve(TcpClient client)
    {
        Interlocked.Increment(ref connections);
        using (client)
        {
            try
            {
                await using var stream = client.GetStream();
                await serve(stream, stop.Token);
            }
            catch (Exception ended) when (ended is IOException or OperationCanceledException)
            {
                // Whoever called has left, or the test is over.
            }
        }
    }
}
