using System.Collections.Immutable;
using Alerting.Core.Configuration.Http;
using Alerting.Core.Configuration.Integrations;
using Alerting.Core.Configuration.Reading.Global;
using Alerting.Core.Configuration.Reading.Http;
using Alerting.Core.Configuration.Reading.Receivers;
using Alerting.Core.Configuration.Reading.Schemas;

namespace Alerting.Core.Configuration.Reading.Integrations;

/// <summary>The integration of an element of <c>email_configs</c>.</summary>
internal static class EmailReader
{
    private const string UsualHello = "localhost";

    public static Integration Read(Section own, int index, GlobalSettings global)
    {
        Reachable.WarnOfRecipients(own, "to");
        Reachable.WarnOfSender(own, "from");
        var smtp = global.Section;
        var (host, port) = HostPorts.Split(Own(own, "smarthost") ?? smtp?.Text("smtp_smarthost") ?? "");
        var tls = own.Below("tls_config") ?? smtp?.Below("smtp_tls_config");
        return new Integration.Email
        {
            Index = index,
            SendResolved = own.Truth("send_resolved", otherwise: false),
            To = own.Text("to"),
            From = Own(own, "from") ?? smtp?.Text("smtp_from") ?? "",
            Host = host,
            Port = port,
            Hello = Own(own, "hello") ?? Own(smtp, "smtp_hello") ?? UsualHello,
            Username = Own(own, "auth_username") ?? smtp?.Text("smtp_auth_username") ?? "",
            Password = global.Files.Of(own, "auth_password") ?? global.SmtpPassword,
            CramSecret = global.Files.Of(own, "auth_secret") ?? global.SmtpSecret,
            Identity = Own(own, "auth_identity") ?? smtp?.Text("smtp_auth_identity") ?? "",
            Headers = HeadersOf(own),
            Html = own.TextOrDefault("html"),
            Text = own.TextOrDefault("text"),
            RequireTls = own.Value<bool?>("require_tls") ?? smtp?.Truth("smtp_require_tls", otherwise: true) ?? true,
            ImplicitTls = own.Value<bool?>("force_implicit_tls") ?? smtp?.Value<bool?>("smtp_force_implicit_tls"),
            Tls = TlsOf(tls, global),
            Threading = ThreadingOf(own.Below("threading")),
            NotBuilt = UnbuiltOf(own, tls),
        };
    }

    private static string? Own(Section? section, string key) => section?.IsSet(key) == true ? section.Text(key) : null;

    private static ImmutableArray<KeyValuePair<string, string>> HeadersOf(Section own) =>
    [
        .. own.Entries("headers")
            .Select(header => KeyValuePair.Create(MimeHeader.Canonical(header.Key), header.Value as string ?? "")),
    ];

    // Unlike below http_config, Alertmanager does not count these paths from the folder of its file.
    private static TlsConfig TlsOf(Section? tls, GlobalSettings global) =>
        TlsReader.Read(tls, global.Files with { Folder = "" });

    private static EmailThreading? ThreadingOf(Section? threading) => threading?.Truth("enabled", false) == true
        ? new(IsDaily: threading.Text("thread_by_date") == "daily")
        : null;

    private static string? UnbuiltOf(Section own, Section? tls)
    {
        var unbuilt = string.Join(", ", TlsReader.Unbuilt(tls).Select(key => "tls_config." + key));
        if (unbuilt.Length == 0)
        {
            return null;
        }

        own.Place.Warn($"not built yet: {unbuilt}; its notices go to the fallback receiver");
        return unbuilt;
    }
}
