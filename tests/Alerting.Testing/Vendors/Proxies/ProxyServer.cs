using System.Collections.Concurrent;
using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Cryptography.X509Certificates;

namespace Alerting.Testing.Vendors.Proxies;

/// <summary>
/// A proxy on 127.0.0.1: CONNECT, requests passed on, or SOCKS 5. Every name leads to this machine. Records what it was
/// asked for.
/// </summary>
public sealed class ProxyServer : IAsyncDisposable
{
    private readonly TcpListener listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource stop = new();
    private readonly ConcurrentQueue<string> heads = new();
    private readonly ConcurrentQueue<string> targets = new();
    private readonly X509Certificate2? certificate;
    private Task running = Task.CompletedTask;

    private ProxyServer(X509Certificate2? certificate) => this.certificate = certificate;

    /// <summary>Host and port.</summary>
    public string Address => $"127.0.0.1:{((IPEndPoint)listener.LocalEndpoint).Port}";

    /// <summary>The heads of requests, oldest first.</summary>
    public IReadOnlyList<string> Heads => [.. heads];

    /// <summary>Where it was asked to connect to, such as <c>hook.example:443</c>.</summary>
    public IReadOnlyList<string> Targets => [.. targets];

    /// <summary>What it answers to CONNECT in place of making a connection; null: nothing.</summary>
    public string? Refusal { get; set; }

    /// <summary>Who may use it by SOCKS, <c>user:password</c>; null: everybody.</summary>
    public string? SocksUser { get; set; }

    /// <summary>Listens once this returns.</summary>
    /// <param name="certificate">Its certificate; null: it speaks plainly.</param>
    public static ProxyServer Start(X509Certificate2? certificate = null)
    {
        var proxy = new ProxyServer(certificate);
        proxy.listener.Start();
        proxy.running = proxy.Run();
        return proxy;
    }

    public async ValueTask DisposeAsync()
    {
        await stop.CancelAsync();
        listener.Dispose();
        await running;
        stop.Dispose();
    }

    /// <summary>Notes a request.</summary>
    internal void Note(string? head, string target)
    {
        targets.Enqueue(target);
        if (head is not null)
        {
            heads.Enqueue(head);
        }
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
        using (client)
        {
            try
            {
                Stream stream = client.GetStream();
                if (certificate is not null)
                {
                    var secure = new SslStream(stream);
                    await secure.AuthenticateAsServerAsync(new() { ServerCertificate = certificate }, stop.Token);
                    stream = secure;
                }

                await using (stream)
                {
                    await new ProxyConversation(this, stream).Hold(stop.Token);
                }
            }
            catch (Exception ended) when (ended is IOException or OperationCanceledException or SocketException
                or System.Security.Authentication.AuthenticationException)
            {
                // Whoever called has left, or the test is over.
            }
        }
    }
}
