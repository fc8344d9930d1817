using System.Collections.Immutable;
using Alerting.Core.Configuration;
using Alerting.Core.Configuration.Http;

namespace Alerting.Core.Logs;

public abstract partial record LogSourceSettings
{
    /// <summary>A workspace of Azure Monitor Logs (Log Analytics).</summary>
    public sealed record AzureMonitor : LogSourceSettings
    {
        /// <summary>The kind.</summary>
        public const string Word = "azure_monitor";

        /// <summary>The table that needs no columns and fields: what containers of AKS and Arc write.</summary>
        public const string UsualTable = "ContainerLogV2";

        /// <summary>The public cloud's address.</summary>
        public const string UsualEndpoint = "https://api.loganalytics.azure.com";

        /// <summary>The fields of <see cref="UsualTable"/>.</summary>
        public static ImmutableArray<LogFieldRule> UsualFields { get; } =
        [
            new("namespace", "PodNamespace"), new("pod", "PodName"), new("container", "ContainerName"),
            new("job_name", "PodName", IsPrefix: true) { Suffix = "-" },
        ];

        /// <inheritdoc/>
        public override string Kind => Word;

        /// <summary>The workspace's own id, a GUID in lower case.</summary>
        public required string WorkspaceId { get; init; }

        /// <summary>Letters, digits and underscores.</summary>
        public string Table { get; init; } = UsualTable;

        /// <summary>The columns.</summary>
        public LogColumns Columns { get; init; } = new("TimeGenerated", "LogMessage", "LogLevel", "PodName");

        /// <summary>https, or http to the machine itself; without a slash at the end.</summary>
        public string Endpoint { get; init; } = UsualEndpoint;

        /// <summary>Who a token is for; the public cloud's audience has another name than its address.</summary>
        public string Audience { get; init; } = "https://api.loganalytics.io";

        /// <summary>The tenant, for links and for <see cref="ClientSecret"/>; empty: not said.</summary>
        public string Tenant { get; init; } = "";

        /// <summary>The application, or the managed identity where there is no secret; empty: the process's
        /// own.</summary>
        public string ClientId { get; init; } = "";

        /// <summary>The secret of the application; null: an identity of the machine asks.</summary>
        public Secret? ClientSecret { get; init; }

        /// <summary>The workspace as a resource, <c>/subscriptions/...</c>, for links; empty: none.</summary>
        public string ResourceId { get; init; } = "";

        /// <summary>TLS and proxy.</summary>
        public HttpConfig Http { get; init; } = HttpConfig.Usual;
    }
}

/// <summary>What fields of a record are.</summary>
/// <param name="Time">When; not empty.</param>
/// <param name="Message">What it says; not empty.</param>
/// <param name="Level">How bad; empty: none says it.</param>
/// <param name="Origin">Who wrote it; empty: none says it.</param>
public sealed record LogColumns(string Time, string Message, string Level, string Origin);
