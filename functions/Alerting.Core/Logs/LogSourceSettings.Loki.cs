using System.Collections.Immutable;

namespace Alerting.Core.Logs;

public abstract partial record LogSourceSettings
{
    /// <summary>Grafana Loki, which is not asked: it gives links to Grafana's Explore.</summary>
    public sealed record Loki : LogSourceSettings
    {
        /// <summary>The kind.</summary>
        public const string Word = "loki";

        /// <summary>The labels that its collectors give to containers of Kubernetes.</summary>
        public static ImmutableArray<LogFieldRule> UsualFields { get; } =
        [
            new("namespace", "namespace"), new("pod", "pod"), new("container", "container"),
            new("job_name", "pod", IsPrefix: true) { Suffix = "-" },
        ];

        /// <inheritdoc/>
        public override string Kind => Word;

        /// <inheritdoc/>
        public override bool IsAsked => false;

        /// <summary>Where Grafana is, without a slash at the end.</summary>
        public required string Grafana { get; init; }

        /// <summary>The uid of its data source.</summary>
        public required string DataSource { get; init; }

        /// <summary>The organization, from 1.</summary>
        public int Organization { get; init; } = 1;
    }
}
