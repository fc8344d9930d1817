using System.Collections.Immutable;
using Alerting.Core.Configuration.Http;

namespace Alerting.Core.Logs;

public abstract partial record LogSourceSettings
{
    /// <summary>Elasticsearch or OpenSearch.</summary>
    public sealed record Elasticsearch : LogSourceSettings
    {
        /// <summary>The kind.</summary>
        public const string Word = "elasticsearch";

        /// <summary>The fields of the Elastic Common Schema.</summary>
        public static ImmutableArray<LogFieldRule> UsualFields { get; } =
        [
            new("namespace", "kubernetes.namespace"), new("pod", "kubernetes.pod.name"),
            new("container", "kubernetes.container.name"),
            new("job_name", "kubernetes.pod.name", IsPrefix: true) { Suffix = "-" },
        ];

        /// <inheritdoc/>
        public override string Kind => Word;

        /// <summary>Without a slash at the end.</summary>
        public required string Url { get; init; }

        /// <summary>Index, data stream or pattern, several with commas between them.</summary>
        public string Index { get; init; } = "logs-*";

        /// <summary>The fields.</summary>
        public LogColumns Columns { get; init; } = new("@timestamp", "message", "log.level", "kubernetes.pod.name");

        /// <summary>Where Kibana is, without a slash at the end; empty: there are no links.</summary>
        public string Kibana { get; init; } = "";

        /// <summary>The id of a data view; empty: Kibana's own choice.</summary>
        public string DataView { get; init; } = "";

        /// <summary>Kibana's space; empty: the default one.</summary>
        public string Space { get; init; } = "";

        /// <summary>How it is called, the key included.</summary>
        public HttpConfig Http { get; init; } = HttpConfig.Usual;
    }
}
