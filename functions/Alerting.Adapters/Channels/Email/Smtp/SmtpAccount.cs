using System.Globalization;
using System.Text;
using Alerting.Adapters.Channels.Http.Connecting;
using Alerting.Adapters.Configuration;
using Alerting.Core.Alerts;
using Alerting.Core.Configuration.Integrations;
using Alerting.Core.Ports;

namespace Alerting.Adapters.Channels.Email.Smtp;

/// <summary>A server and who we are there, with the secrets as they are now. Never to be printed.</summary>
internal sealed record SmtpAccount : IDisposable
{
    private const int ImplicitTlsPort = 465;
    private const int QuoteLength = 200;
    private const int ShortestSecret = 4;
    private const string Hidden = "<secret>";

    /// <summary>Host of the server.</summary>
    public required string Host { get; init; }

    /// <summary>1 to 65535.</summary>
    public required int Port { get; init; }

    /// <summary>What we call ourselves.</summary>
    public required string Hello { get; init; }

    /// <summary>Empty: no authentication.</summary>
    public required string Username { get; init; }

    /// <summary>For PLAIN and LOGIN; empty: none.</summary>
    public required string Password { get; init; }

    /// <summary>For CRAM-MD5; empty: none.</summary>
    public required string CramSecret { get; init; }

    /// <summary>For PLAIN; may be empty.</summary>
    public required string Identity { get; init; }

    /// <summary>Whether nothing is sent without TLS.</summary>
    public required bool RequireTls { get; init; }

    /// <summary>Whether TLS begins at once.</summary>
    public required bool ImplicitTls { get; init; }

    /// <summary>How TLS is spoken.</summary>
    public required TlsHandshake Tls { get; init; }

    /// <summary>What PLAIN says, before it is encoded (RFC 4616).</summary>
    public string Plain => $"{Identity}\0{Username}\0{Password}";

    /// <summary>What may be printed: host and port.</summary>
    public string Shown => string.Create(CultureInfo.InvariantCulture, $"{Host}:{Port}");

    /// <summary>
    /// The account of an integration; otherwise null, and the receipt of an attempt that cannot be made.
    /// </summary>
    public static SmtpAccount? Reveal(Integration.Email email, out Receipt? fault)
    {
        if (Unfit(email) is { } why)
        {
            fault = new Receipt.Refused(why);
            return null;
        }

        SecretTrial.TryMake(() => Of(email), out var account, out fault);
        return account;
    }

    /// <summary>
    /// What the server said, on one line and cut; without our secrets, and of addresses only what tells them to whoever
    /// knows them.
    /// </summary>
    public string Said(SmtpReply reply) => $"{Shown} answered {Quote(reply.Text)}";

    /// <summary>Foreign text that may be printed.</summary>
    public string Quote(string text)
    {
        string[] secrets = [Plain, Password, CramSecret];
        var hidden = secrets.Where(secret => secret.Length >= ShortestSecret)
            .SelectMany(secret => new[] { Convert.ToBase64String(Encoding.UTF8.GetBytes(secret)), secret })
            .Aggregate(text, (all, secret) => all.Replace(secret, Hidden, StringComparison.OrdinalIgnoreCase));
        return BoundedText.Printable(MaskedText.Of(hidden), QuoteLength).Replace('\n', ' ').Trim();
    }

    /// <inheritdoc/>
    public void Dispose() => Tls.Dispose();

    private static string? Unfit(Integration.Email email) =>
        email.NotBuilt is { } missing ? $"not built yet: {missing}"
        : SmtpPort.Of(email.Port) is null ? "the port of smarthost is none"
        : IsName(email.Hello) ? null
        : "hello is not the name of a host";

    private static SmtpAccount Of(Integration.Email email) => new()
    {
        Host = email.Host,
        Port = SmtpPort.Of(email.Port)!.Value,
        Hello = email.Hello.Length > 0 ? email.Hello : "localhost",
        Username = email.Username,
        Password = email.Password?.RevealAs("auth_password_file") ?? "",
        CramSecret = email.CramSecret?.RevealAs("auth_secret_file") ?? "",
        Identity = email.Identity,
        RequireTls = email.RequireTls,
        ImplicitTls = email.ImplicitTls ?? SmtpPort.Of(email.Port) == ImplicitTlsPort,
        Tls = new(email.Tls, secret => secret.RevealAs("tls_config")),
    };

    // A domain or an address literal (RFC 5321, 4.1.1.1): what a command cannot be ended in.
    private static bool IsName(string hello) => hello.Length <= 255
        && hello.All(c => char.IsAsciiLetterOrDigit(c) || c is '.' or '-' or '_' or ':' or '[' or ']');
}
