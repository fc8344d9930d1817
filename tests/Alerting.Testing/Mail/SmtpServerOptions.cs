using System.Security.Cryptography.X509Certificates;

namespace Alerting.Testing.Mail;

/// <summary>What a stand-in of a mail server offers.</summary>
public sealed record SmtpServerOptions
{
    /// <summary>For TLS; null: it knows none.</summary>
    public X509Certificate2? Certificate { get; init; }

    /// <summary>Whether TLS begins at once, else by <c>STARTTLS</c>.</summary>
    public bool ImplicitTls { get; init; }

    /// <summary>Whether clients must show a certificate.</summary>
    public bool WantsCertificate { get; init; }

    /// <summary>What <c>EHLO</c> lists besides <c>STARTTLS</c>.</summary>
    public IReadOnlyList<string> Extensions { get; init; } = ["SIZE 1000000", "8BITMIME", "SMTPUTF8"];

    /// <summary>What <c>EHLO</c> lists once there is TLS; null: the same.</summary>
    public IReadOnlyList<string>? ExtensionsOverTls { get; init; }

    /// <summary>Who may come in, and with what; null: everybody, unasked.</summary>
    public (string User, string Secret)? Login { get; init; }

    /// <summary>Whether what is not logged in may send nevertheless.</summary>
    public bool TakesAnonymous { get; init; }

    /// <summary>
    /// What it says instead of what it would: given the whole command, <c>""</c> for the greeting and <c>"."</c> for the end
    /// of a mail; null for the usual.
    /// </summary>
    public Func<string, SmtpAnswer?> Instead { get; init; } = _ => null;

    /// <summary>After how many bytes of a mail it closes the connection; null: it reads all.</summary>
    public int? ClosesInMail { get; init; }
}
