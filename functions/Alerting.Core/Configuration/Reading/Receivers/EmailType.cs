using Alerting.Core.Alerts;
using Alerting.Core.Configuration.Reading.Http;
using Alerting.Core.Configuration.Reading.Integrations;
using Alerting.Core.Configuration.Reading.Schemas;

namespace Alerting.Core.Configuration.Reading.Receivers;

/// <summary><c>email_configs</c>.</summary>
internal static class EmailType
{
    private static readonly Kind Threading = Kind.Map(
        new([.. Key.Of(Kind.Truth, "enabled"), .. Key.Of(Kind.Text, "thread_by_date")])
        {
            Type = "config.ThreadingConfig",
        });

    public static ReceiverType Email { get; } = new("email", "EmailConfig", new(
        [
            .. Key.Of(Kind.Truth, "send_resolved"),
            .. Key.Of(
                Kind.Text, "to", "from", "hello", "auth_username", "auth_identity", "auth_password_file",
                "auth_secret_file", "html", "text"),
            .. Key.Of(Kind.Secret, "auth_password", "auth_secret"),
            .. Key.Of(Kind.HostPort, "smarthost"),
            .. Key.Of(Kind.TextMap, "headers"),
            .. Key.Of(Kind.TruthPointer, "require_tls", "force_implicit_tls"),
            .. Key.Of(TlsSchema.Kind, "tls_config"),
            .. Key.Of(Threading, "threading"),
        ],
        Rules.Need("to", "missing to address in email config"),
        HeadersOnce,
        ThreadingAlone("References"),
        ThreadingAlone("In-Reply-To"),
        ThreadingNames),
        Inherited.Needed("smarthost", "smtp_smarthost", "no global SMTP smarthost set"),
        Inherited.Needed("from", "smtp_from", "no global SMTP from set"))
    {
        TellsResolved = false,
        Build = EmailReader.Read,
    };

    private static void HeadersOnce(Section email)
    {
        foreach (var twice in Headers(email).GroupBy(name => name, StringComparer.Ordinal).Where(it => it.Count() > 1))
        {
            email.At("headers").Error($"duplicate header {GoQuote.Append(new(), twice.Key)} in email config");
        }
    }

    private static Rule ThreadingAlone(string header) => Rules.Refuse(
        "threading", email => IsThreaded(email) && Headers(email).Contains(header),
        $"conflicting configuration: threading.enabled conflicts with custom {header} header");

    // The documentation names a default; the code has none.
    private static void ThreadingNames(Section email)
    {
        if (IsThreaded(email))
        {
            Rules.Among(
                "thread_by_date", ["none", "daily"],
                _ => "threading.thread_by_date must be either 'none' or 'daily'")(email.Below("threading")!);
        }
    }

    private static bool IsThreaded(Section email) => email.Below("threading")?.Truth("enabled", false) == true;

    private static IEnumerable<string> Headers(Section email) =>
        email.Entries("headers").Keys.Select(MimeHeader.Canonical);
}
