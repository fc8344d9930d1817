using System.Collections.Immutable;
using Alerting.Core.Configuration.Http;

namespace Alerting.Core.Configuration.Integrations;

public abstract partial record Integration
{
    /// <summary>E-mail through an SMTP server.</summary>
    public sealed record Email : Integration
    {
        /// <inheritdoc/>
        public override string Kind => "email";

        /// <summary>Recipients, separated by commas; a template.</summary>
        public required string To { get; init; }

        /// <summary>Sender; a template.</summary>
        public required string From { get; init; }

        /// <summary>Host of the server.</summary>
        public required string Host { get; init; }

        /// <summary>Its port, as written; a number or the name of a service.</summary>
        public required string Port { get; init; }

        /// <summary>What we call ourselves in <c>EHLO</c>.</summary>
        public string Hello { get; init; } = "localhost";

        /// <summary>User name; empty: no authentication.</summary>
        public string Username { get; init; } = "";

        /// <summary>For PLAIN and LOGIN; null: none.</summary>
        public Secret? Password { get; init; }

        /// <summary>For CRAM-MD5; null: none.</summary>
        public Secret? CramSecret { get; init; }

        /// <summary>Identity for PLAIN; may be empty.</summary>
        public string Identity { get; init; } = "";

        /// <summary>Headers by their canonical names; values are templates.</summary>
        public ImmutableArray<KeyValuePair<string, string>> Headers { get; init; } = [];

        /// <summary>A template for html; null: <c>email.default.html</c>. Empty: no such part.</summary>
        public string? Html { get; init; }

        /// <summary>A template; null or empty: our own text part.</summary>
        public string? Text { get; init; }

        /// <summary>Whether nothing is sent without TLS.</summary>
        public bool RequireTls { get; init; } = true;

        /// <summary>Whether TLS begins at once; null: on port 465.</summary>
        public bool? ImplicitTls { get; init; }

        /// <summary>How certificates are checked.</summary>
        public TlsConfig Tls { get; init; } = TlsConfig.Usual;

        /// <summary>How later mails of a group are shown beside the first one; null: Alertmanager's threading is off,
        /// and ours by group applies.</summary>
        public EmailThreading? Threading { get; init; }

        /// <inheritdoc/>
        public override string Destination => Secret.Mark(Host, Port, Username);
    }

    /// <summary>E-mail through SendGrid's API.</summary>
    public sealed record SendGrid : Integration
    {
        /// <summary>The API where none is named.</summary>
        public const string UsualApiUrl = "https://api.sendgrid.com";

        /// <inheritdoc/>
        public override string Kind => "sendgrid";

        /// <summary>The key, which needs <c>mail.send</c> only.</summary>
        public required Secret ApiKey { get; init; }

        /// <summary>The API, without a path; default <c>https://api.sendgrid.com</c>.</summary>
        public string ApiUrl { get; init; } = UsualApiUrl;

        /// <summary>Recipients, separated by commas; a template.</summary>
        public required string To { get; init; }

        /// <summary>Sender, an address with or without a name; a template.</summary>
        public required string From { get; init; }

        /// <summary>Where answers go; a template; empty: to the sender.</summary>
        public string ReplyTo { get; init; } = "";

        /// <summary>A template; null: <c>email.default.subject</c>.</summary>
        public string? Subject { get; init; }

        /// <summary>A template for html; null: <c>email.default.html</c>.</summary>
        public string? Html { get; init; }

        /// <summary>A template; null: our own text part.</summary>
        public string? Text { get; init; }

        /// <summary>Whether SendGrid only checks, and delivers nothing.</summary>
        public bool Sandbox { get; init; }

        /// <summary>At most 10.</summary>
        public ImmutableArray<string> Categories { get; init; } = [];

        /// <summary>How it is called.</summary>
        public HttpConfig Http { get; init; } = HttpConfig.Usual;

        /// <inheritdoc/>
        public override string Destination => Secret.Mark(ApiUrl, ApiKey);
    }
}

/// <summary>Alertmanager's <c>threading</c>.</summary>
/// <param name="IsDaily">Whether a thread begins with each day (<c>daily</c>), else one for each group.</param>
public sealed record EmailThreading(bool IsDaily);
