using System.Collections.Immutable;
using Alerting.Core.Configuration.Http;

namespace Alerting.Core.Logs;

public abstract partial record LogSourceSettings
{
    /// <summary>Graylog, from 5.0.</summary>
    public sealed record Graylog : LogSourceSettings
    {
        /// <summary>The kind.</summary>
        public const string Word = "graylog";

        /// <summary>The fields that its collectors give to containers of Kubernetes.</summary>
        public static ImmutableArray<LogFieldRule> UsualFields { get; } =
        [
            new("namespace", "kubernetes_namespace"), new("pod", "kubernetes_pod_name"),
            new("container", "kubernetes_container_name"),
            new("job_name", "kubernetes_pod_name", IsPrefix: true) { Suffix = "-" },
        ];

        /// <inheritdoc/>
        public override string Kind => Word;

        /// <summary>Where its pages are, without a slash at the end; the API is below <c>/api</c>.</summary>
        public required string Url { get; init; }

        /// <summary>Ids of streams; empty: all that the account may read.</summary>
        public ImmutableArray<string> Streams { get; init; } = [];

        /// <summary>The fields.</summary>
        public LogColumns Columns { get; init; } = new("timestamp", "message", "level", "source");

        /// <summary>How it is called, the token included.</summary>
        public HttpConfig Http { get; init; } = HttpConfig.Usual;
    }
}
