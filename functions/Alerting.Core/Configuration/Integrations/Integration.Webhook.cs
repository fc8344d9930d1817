using System.Collections.Immutable;
using Alerting.Core.Configuration.Http;
using Alerting.Core.Templates.Structured;

namespace Alerting.Core.Configuration.Integrations;

public abstract partial record Integration
{
    /// <summary>A webhook that is sent Alertmanager's version 4 payload, or one of its own.</summary>
    public sealed record Webhook : Integration
    {
        /// <inheritdoc/>
        public override string Kind => "webhook";

        /// <summary>Where to; http or https. A template where it holds <c>{{</c>.</summary>
        public required Secret Url { get; init; }

        /// <summary>Alerts at the most in one payload; 0 = all.</summary>
        public int MaxAlerts { get; init; }

        /// <summary>Own deadline of a call; zero = the send deadline.</summary>
        public TimeSpan Timeout { get; init; }

        /// <summary>What is sent in place of the payload; null: the payload.</summary>
        public TemplateTree? Payload { get; init; }

        /// <summary>
        /// Secrets of Standard Webhooks, <c>whsec_…</c>, the newest first; each signs. Empty: not signed.
        /// </summary>
        public ImmutableArray<Secret> SigningSecrets { get; init; } = [];

        /// <summary>How it is called.</summary>
        public HttpConfig Http { get; init; } = HttpConfig.Usual;

        /// <inheritdoc/>
        public override string Destination => Secret.Mark(Url);
    }
}
