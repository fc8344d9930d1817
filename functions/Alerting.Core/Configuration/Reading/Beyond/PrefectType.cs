using Alerting.Core.Configuration.Http;
using Alerting.Core.Configuration.Integrations;
using Alerting.Core.Configuration.Reading.Global;
using Alerting.Core.Configuration.Reading.Http;
using Alerting.Core.Configuration.Reading.Receivers;
using Alerting.Core.Configuration.Reading.Schemas;

namespace Alerting.Core.Configuration.Reading.Beyond;

/// <summary><c>prefect_configs</c>.</summary>
internal static class PrefectType
{
    public static ReceiverType Prefect { get; } = new("prefect", "PrefectConfig", ReceiverType.Calling(
        [
            .. Key.Of(Kind.Url, "api_url"),
            .. Key.Of(Kind.Secret, "api_key", "auth_string"),
            .. Key.Of(Kind.Text, "api_key_file", "auth_string_file", "flow_run_id"),
            .. Key.Of(Kind.Truth, "artifact", "flow_run_note"),
        ],
        Rules.Need("api_url", "missing api_url in prefect config"),
        OwnRules.Callable("api_url"),
        Rules.NotBoth("api_key"),
        Rules.NotBoth("auth_string"),
        Rules.Refuse("", own => HasKey(own, "api_key") && HasKey(own, "auth_string"),
            "at most one of api_key/api_key_file & auth_string/auth_string_file must be configured"),
        Rules.Refuse("auth_string",
            own => own.Text("auth_string") is { Length: > 0 } pair && !pair.Contains(':', StringComparison.Ordinal),
            "auth_string must be user:password"),
        OwnRules.Alone("api_key"),
        OwnRules.Alone("auth_string")))
    {
        Build = Build,
    };

    private static bool HasKey(Section own, string key) => own.IsAnySet(key, key + "_file");

    private static Integration Build(Section own, int index, GlobalSettings settings) => new Integration.Prefect
    {
        Index = index,
        SendResolved = own.Truth("send_resolved", otherwise: true),
        ApiUrl = OwnRules.UrlOf(own, "api_url") ?? "",
        ApiKey = settings.Files.Find(own, "api_key"),
        AuthString = settings.Files.Find(own, "auth_string"),
        FlowRunId = own.TextOrDefault("flow_run_id") ?? Integration.Prefect.UsualFlowRunId,
        Artifact = own.Truth("artifact", otherwise: false),
        FlowRunNote = own.Truth("flow_run_note", otherwise: false),
        Http = HttpReader.Read(own.Below("http_config"), HttpConfig.Usual, settings.Files),
    };
}
