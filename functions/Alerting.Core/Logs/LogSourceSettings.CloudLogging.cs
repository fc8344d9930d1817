using System.Collections.Immutable;
using Alerting.Core.Configuration;
using Alerting.Core.Configuration.Http;

namespace Alerting.Core.Logs;

public abstract partial record LogSourceSettings
{
    /// <summary>Google Cloud Logging.</summary>
    public sealed record CloudLogging : LogSourceSettings
    {
        /// <summary>The kind.</summary>
        public const string Word = "cloud_logging";

        /// <summary>The fields of containers of GKE.</summary>
        public static ImmutableArray<LogFieldRule> UsualFields { get; } =
        [
            new("namespace", "resource.labels.namespace_name"), new("pod", "resource.labels.pod_name"),
            new("container", "resource.labels.container_name"),
            new("job_name", "resource.labels.pod_name", IsPrefix: true) { Suffix = "-" },
        ];

        /// <inheritdoc/>
        public override string Kind => Word;

        /// <summary>The project whose logs are asked.</summary>
        public required string Project { get; init; }

        /// <summary>Without a slash at the end.</summary>
        public string Endpoint { get; init; } = "https://logging.googleapis.com";

        /// <summary>The key of a service account, JSON as Google gives it; null: the machine's own account.</summary>
        public Secret? Key { get; init; }

        /// <summary>TLS and proxy.</summary>
        public HttpConfig Http { get; init; } = HttpConfig.Usual;
    }
}
