using Alerting.Core.Configuration.Http;

namespace Alerting.Core.Configuration.Integrations;

public abstract partial record Integration
{
    /// <summary>Prefect, a server of one's own or Cloud: an event for each alert that changed.</summary>
    public sealed record Prefect : Integration
    {
        /// <summary>The flow run that an alert's labels name.</summary>
        public const string UsualFlowRunId = "{{ .CommonLabels.flow_run_id }}";

        /// <inheritdoc/>
        public override string Kind => "prefect";

        /// <summary>
        /// The API, such as <c>http://prefect:4200/api</c> or
        /// <c>https://api.prefect.cloud/api/accounts/…/workspaces/…</c>; no slash at the end.
        /// </summary>
        public required string ApiUrl { get; init; }

        /// <summary>Key of Cloud, sent as a bearer token; null for none.</summary>
        public Secret? ApiKey { get; init; }

        /// <summary><c>user:password</c> of a server (<c>PREFECT_SERVER_API_AUTH_STRING</c>); null for none.</summary>
        public Secret? AuthString { get; init; }

        /// <summary>The flow run that an alert is about, a UUID; a template over a notification with that alert alone.
        /// Default: its label <c>flow_run_id</c>.</summary>
        public string FlowRunId { get; init; } = UsualFlowRunId;

        /// <summary>Whether the group is also kept as an artifact; default false.</summary>
        public bool Artifact { get; init; }

        /// <summary>Whether a line is also written into the log of the flow run; default false.</summary>
        public bool FlowRunNote { get; init; }

        /// <summary>How it is called.</summary>
        public HttpConfig Http { get; init; } = HttpConfig.Usual;

        /// <inheritdoc/>
        public override string Destination => Secret.Mark(ApiUrl);
    }

    /// <summary>Weights &amp; Biases: an alert on the run that the labels name.</summary>
    public sealed record Wandb : Integration
    {
        /// <summary>The public service.</summary>
        public const string UsualBaseUrl = "https://api.wandb.ai";

        /// <summary>The entity that the labels name.</summary>
        public const string UsualEntity = "{{ .CommonLabels.wandb_entity }}";

        /// <summary>The project that the labels name.</summary>
        public const string UsualProject = "{{ .CommonLabels.wandb_project }}";

        /// <summary>The run that the labels name.</summary>
        public const string UsualRun = "{{ .CommonLabels.wandb_run_id }}";

        /// <inheritdoc/>
        public override string Kind => "wandb";

        /// <summary>The key.</summary>
        public required Secret ApiKey { get; init; }

        /// <summary>The service; no slash at the end; default <c>https://api.wandb.ai</c>.</summary>
        public string BaseUrl { get; init; } = UsualBaseUrl;

        /// <summary>A template; default: label <c>wandb_entity</c>.</summary>
        public string Entity { get; init; } = UsualEntity;

        /// <summary>A template; default: label <c>wandb_project</c>.</summary>
        public string Project { get; init; } = UsualProject;

        /// <summary>Id of the run, a template; default: label <c>wandb_run_id</c>.</summary>
        public string Run { get; init; } = UsualRun;

        /// <summary>How long equal titles are held back by the service; default 1 min.</summary>
        public TimeSpan WaitDuration { get; init; } = TimeSpan.FromMinutes(1);

        /// <summary>Whether figures of the group are written to a run of our own for each job; default false.</summary>
        public bool Metrics { get; init; }

        /// <summary>How it is called.</summary>
        public HttpConfig Http { get; init; } = HttpConfig.Usual;

        /// <inheritdoc/>
        public override string Destination => Secret.Mark(BaseUrl, ApiKey);
    }
}
