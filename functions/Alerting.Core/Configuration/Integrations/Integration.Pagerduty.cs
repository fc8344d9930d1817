using System.Collections.Immutable;
using Alerting.Core.Configuration.Http;
using Alerting.Core.Templates.Structured;

namespace Alerting.Core.Configuration.Integrations;

public abstract partial record Integration
{
    /// <summary>PagerDuty: Events API v2, or v1 where <see cref="ServiceKey"/> is set.</summary>
    public sealed record Pagerduty : Integration
    {
        /// <inheritdoc/>
        public override string Kind => "pagerduty";

        /// <summary>
        /// Key of an integration of the Events API v2; a template; null where the service key applies.
        /// </summary>
        public Secret? RoutingKey { get; init; }

        /// <summary>Key of a service of the Events API v1; a template; null for none.</summary>
        public Secret? ServiceKey { get; init; }

        /// <summary>The API; default that of v2.</summary>
        public string Url { get; init; } = "https://events.pagerduty.com/v2/enqueue";

        /// <summary>Whether <see cref="Url"/> was configured, here or in <c>global</c>.</summary>
        public bool IsUrlConfigured { get; init; }

        /// <summary>A template; null: <c>pagerduty.default.client</c>.</summary>
        public string? Client { get; init; }

        /// <summary>A template; null: <c>pagerduty.default.clientURL</c>.</summary>
        public string? ClientUrl { get; init; }

        /// <summary>A template; null: <c>pagerduty.default.description</c>.</summary>
        public string? Description { get; init; }

        /// <summary>Besides the usual ones: key and tree.</summary>
        public ImmutableArray<KeyValuePair<string, TemplateTree>> Details { get; init; } = [];

        /// <summary>Templates.</summary>
        public ImmutableArray<PagerdutyImage> Images { get; init; } = [];

        /// <summary>Templates.</summary>
        public ImmutableArray<PagerdutyLink> Links { get; init; } = [];

        /// <summary>A template; null: as <see cref="Client"/>.</summary>
        public string? Source { get; init; }

        /// <summary>A template; null: from the alerts' severity.</summary>
        public string? Severity { get; init; }

        /// <summary>A template; may be empty.</summary>
        public string Class { get; init; } = "";

        /// <summary>A template; may be empty.</summary>
        public string Component { get; init; } = "";

        /// <summary>A template; may be empty.</summary>
        public string Group { get; init; } = "";

        /// <summary>Own deadline of a call; zero = the send deadline.</summary>
        public TimeSpan Timeout { get; init; }

        /// <summary>How it is called.</summary>
        public HttpConfig Http { get; init; } = HttpConfig.Usual;

        /// <inheritdoc/>
        public override string Destination => Secret.Mark(Url, RoutingKey ?? ServiceKey);
    }
}

/// <summary>An image; all texts are templates and may be empty.</summary>
public sealed record PagerdutyImage(string Src, string Alt, string Href);

/// <summary>A link; all texts are templates and may be empty.</summary>
public sealed record PagerdutyLink(string Href, string Text);
