using System.Text.Json.Nodes;
using Alerting.Testing.Azure;
using Alerting.Testing.Mail;
using Alerting.Testing.Processes;

namespace Alerting.Adapters.Tests.Channels.Email;

/// <summary>npm's smtp-server, real and running on 127.0.0.1; postal-mime reads what it takes.</summary>
internal sealed class MailPeer : IAsyncDisposable
{
    private readonly ProcessFolder folder = new();
    private readonly TestCertificates authority = new();
    private PeerProcess? process;

    private MailPeer() { }

    public int Port { get; } = LocalPorts.Free();

    /// <summary>The authority of its certificate, as PEM.</summary>
    public string Authority => authority.Authority;

    /// <summary>What it took, oldest first.</summary>
    public IReadOnlyList<JsonNode> Mails =>
    [
        .. Enumerable.Range(0, 1000).Select(i => Path.Combine(folder.Path, i + ".json")).TakeWhile(File.Exists)
            .Select(file => JsonNode.Parse(File.ReadAllText(file))!),
    ];

    /// <summary>Starts it; see <see cref="NpmPeers.Find"/>.</summary>
    public static async Task<MailPeer> Start(bool isImplicit, string[] methods, CancellationToken stop)
    {
        await NpmPeers.Find("smtp-server/package.json");
        var peer = new MailPeer();
        await peer.Run(isImplicit, methods, stop);
        return peer;
    }

    public async ValueTask DisposeAsync()
    {
        await (process?.DisposeAsync() ?? ValueTask.CompletedTask);
        authority.Dispose();
        folder.Dispose();
    }

    private async Task Run(bool isImplicit, string[] methods, CancellationToken stop)
    {
        using var certificate = authority.For("127.0.0.1");
        var options = new JsonObject
        {
            ["folder"] = folder.Path,
            ["port"] = Port,
            ["secure"] = isImplicit,
            ["key"] = TestCertificates.KeyOf(certificate),
            ["cert"] = certificate.ExportCertificatePem(),
            ["methods"] = new JsonArray([.. methods.Select(method => JsonValue.Create(method))]),
        };
        var tests = Path.Combine(NpmPeers.Repository, "tests");
        process = PeerProcess.Start(
            "node",
            Path.Combine(tests, "Alerting.Adapters.Tests", "Channels", "Email", "mail-peer.mjs"),
            Path.Combine(tests, "peers", "package.json"),
            folder.Write("options", options.ToJsonString()));
        await process.Listens(Port, stop);
    }
}
