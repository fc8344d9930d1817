using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;

namespace Alerting.Testing.Mail;

/// <summary>
/// A mail server on 127.0.0.1 and a free port that takes what is right and notes what is wrong: commands out of turn,
/// lines that do not end in CR LF, lines that are too long. Misbehaves as it is told to.
/// </summary>
public sealed class SmtpServer : IAsyncDisposable
{
    private readonly TcpListener listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource ending = new();
    private readonly ConcurrentQueue<TakenMail> mails = [];
    private readonly ConcurrentQueue<string> commands = [];
    private readonly ConcurrentQueue<string> faults = [];
    private readonly ConcurrentQueue<string> logins = [];
    private readonly ConcurrentBag<Task> conversations = [];
    private readonly SemaphoreSlim heard = new(0);
    private readonly Task accepting;
    private int connections;

    private SmtpServer(SmtpServerOptions options)
    {
        Options = options;
        listener.Start();
        Port = ((IPEndPoint)listener.LocalEndpoint).Port;
        accepting = Accept();
    }

    public SmtpServerOptions Options { get; }

    public int Port { get; }

    /// <summary>Connections so far.</summary>
    public int Connections => connections;

    /// <summary>Mails that were taken, oldest first.</summary>
    public IReadOnlyList<TakenMail> Mails => [.. mails];

    /// <summary>First lines of authentication, oldest first.</summary>
    public IReadOnlyList<string> Logins => [.. logins];

    /// <summary>All that was said to it but mails and secrets, oldest first.</summary>
    public IReadOnlyList<string> Commands => [.. commands];

    /// <summary>What was wrong with it; a client of ours must leave none.</summary>
    public IReadOnlyList<string> Faults => [.. faults];

    /// <summary>Listens once this returns.</summary>
    public static SmtpServer Start(SmtpServerOptions? options = null) => new(options ?? new());

    /// <summary>Returns once the command, or <c>"."</c>, was heard.</summary>
    public async Task Heard(string command, CancellationToken stop)
    {
        while (!commands.Contains(command))
        {
            await heard.WaitAsync(stop);
        }
    }

    public async ValueTask DisposeAsync()
    {
        await ending.CancelAsync();
        listener.Stop();
        await accepting;
        await Task.WhenAll(conversations);
        listener.Dispose();
        ending.Dispose();
        heard.Dispose();
    }

    internal void Note(string command)
    {
        commands.Enqueue(command);
        heard.Release();
    }

    internal void NoteLogin(string line) => logins.Enqueue(line);

    internal void Blame(string fault) => faults.Enqueue(fault);

    internal void Take(TakenMail mail) => mails.Enqueue(mail);

    private async Task Accept()
    {
        try
        {
            while (true)
            {
                var client = await listener.AcceptTcpClientAsync(ending.Token);
                conversations.Add(Converse(client, Interlocked.Increment(ref connections) - 1));
            }
        }
        catch (Exception end) when (end is OperationCanceledException or SocketException
            or InvalidOperationException)
        {
            // The test is over.
        }
    }

    private async Task Converse(TcpClient client, int number)
    {
        using (client)
        {
            using var conversation = new SmtpConversation(this, client.GetStream(), number);
            try
            {
                await conversation.Run(ending.Token);
            }
            catch (Exception end) when (end is IOException or OperationCanceledException
                or System.Security.Authentication.AuthenticationException or SocketException)
            {
                // The client has left, or the test is over.
            }
        }
    }
}
