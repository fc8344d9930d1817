using Alerting.Core.Configuration.Http;
using Alerting.Core.Configuration.Integrations;
using Alerting.Core.Configuration.Reading.Global;
using Alerting.Core.Configuration.Reading.Http;
using Alerting.Core.Configuration.Reading.Receivers;
using Alerting.Core.Configuration.Reading.Schemas;

namespace Alerting.Core.Configuration.Reading.Beyond;

/// <summary><c>wandb_configs</c>.</summary>
internal static class WandbType
{
    private static readonly TimeSpan UsualWait = TimeSpan.FromMinutes(1);

    public static ReceiverType Wandb { get; } = new("wandb", "WandbConfig", ReceiverType.Calling(
        [
            .. Key.Of(Kind.Secret, "api_key"),
            .. Key.Of(Kind.Url, "base_url"),
            .. Key.Of(Kind.Text, "api_key_file", "entity", "project", "run"),
            .. Key.Of(Kind.Duration, "wait_duration"),
            .. Key.Of(Kind.Truth, "metrics"),
        ],
        [.. OwnRules.Secret("api_key", "wandb"), OwnRules.Callable("base_url"), OwnRules.Alone("api_key")]))
    {
        Build = Build,
    };

    private static Integration Build(Section own, int index, GlobalSettings settings) => new Integration.Wandb
    {
        Index = index,
        SendResolved = own.Truth("send_resolved", otherwise: true),
        ApiKey = settings.Files.Find(own, "api_key") ?? Secret.Inline(""),
        BaseUrl = OwnRules.UrlOf(own, "base_url") ?? Integration.Wandb.UsualBaseUrl,
        Entity = own.TextOrDefault("entity") ?? Integration.Wandb.UsualEntity,
        Project = own.TextOrDefault("project") ?? Integration.Wandb.UsualProject,
        Run = own.TextOrDefault("run") ?? Integration.Wandb.UsualRun,
        WaitDuration = own.Value<TimeSpan?>("wait_duration") ?? UsualWait,
        Metrics = own.Truth("metrics", otherwise: false),
        Http = HttpReader.Read(own.Below("http_config"), HttpConfig.Usual, settings.Files),
    };
}
