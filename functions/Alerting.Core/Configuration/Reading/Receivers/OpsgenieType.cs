using Alerting.Core.Configuration.Reading.Schemas;

namespace Alerting.Core.Configuration.Reading.Receivers;

/// <summary><c>opsgenie_configs</c>.</summary>
internal static class OpsgenieType
{
    private static readonly string[] Types = ["team", "teams", "user", "escalation", "schedule"];

    private static readonly Kind Responder = Kind.Map(
        new([.. Key.Of(Kind.Text, "id", "name", "username", "type")]) { Type = "config.OpsGenieConfigResponder" });

    public static ReceiverType Opsgenie { get; } = new("opsgenie", "OpsGenieConfig", ReceiverType.Calling(
        [
            .. Key.Of(Kind.Secret, "api_key"),
            .. Key.Of(Kind.Url, "api_url"),
            .. Key.Of(
                Kind.Text, "api_key_file", "message", "description", "source", "entity", "actions", "tags", "note",
                "priority"),
            .. Key.Of(Kind.TextMap, "details"),
            .. Key.Of(Kind.List("[]config.OpsGenieConfigResponder", Responder), "responders"),
            .. Key.Of(Kind.Truth, "update_alerts"),
        ],
        Rules.NotBoth("api_key"),
        RespondersAreSomebody),
        Inherited.Url("api_url", "opsgenie_api_url", "no global OpsGenie URL set"),
        Inherited.NeededSecret(
            "api_key", "opsgenie_api_key", "no global OpsGenie API Key set either inline or in a file"))
    {
        TakesNull = true,
    };

    private static void RespondersAreSomebody(Section opsgenie)
    {
        foreach (var responder in opsgenie.Value<IReadOnlyList<object?>>("responders") ?? [])
        {
            Judge(responder as Section, opsgenie);
        }
    }

    private static void Judge(Section? responder, Section opsgenie)
    {
        var place = responder?.Place ?? opsgenie.At("responders");
        if (responder?.IsAnySet("id", "username", "name") != true)
        {
            place.Error($"opsGenieConfig responder {Shown(responder, Type(responder))} has to have at least one of id, "
                + "username or name specified");
        }

        // Templates are looked at when templates are.
        var type = Type(responder).ToLowerInvariant();
        if (!Urls.IsTemplate(type) && !Types.Contains(type))
        {
            place.Error($"opsGenieConfig responder {Shown(responder, type)} type does not match valid options "
                + $"^({string.Join('|', Types)})$");
        }
    }

    private static string Type(Section? responder) => responder?.Text("type") ?? "";

    private static string Shown(Section? responder, string type) =>
        $"{{{responder?.Text("id")} {responder?.Text("name")} {responder?.Text("username")} {type}}}";
}
