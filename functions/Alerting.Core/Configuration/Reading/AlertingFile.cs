using System.Collections.Immutable;
using Alerting.Core.Configuration.Yaml;

namespace Alerting.Core.Configuration.Reading;

/// <summary>What <c>alerting.yml</c> says, which Alertmanager's file has no words for.</summary>
/// <param name="MaxAge">Null when not configured.</param>
/// <param name="StaleAfter">Null when not configured.</param>
/// <param name="Behaviour">Where it differs from Alertmanager.</param>
/// <param name="Receivers">Additions to receivers, and receivers of its own.</param>
internal sealed record AlertingFile(
    TimeSpan? MaxAge, TimeSpan? StaleAfter, Behaviour Behaviour, ImmutableArray<Receiver> Receivers)
{
    private static readonly ReceiverReader ReceiverReader =
        new([new("inbox_configs", "[]*config.InboxConfig", ReadInbox)], haveLabels: false);

    public static AlertingFile? Read(ConfigurationText text, Findings findings)
    {
        if (Document.Open(text, findings) is not { } map)
        {
            return null;
        }

        var file = new AlertingFile(
            map.TakeDurationOfMinutes("max_age"),
            map.TakeDurationOfMinutes("stale_after"),
            ReadBehaviour(map),
            ReceiverReader.Read(map.TakeList("receivers", "[]config.Receiver")));
        map.RefuseRest();
        return file;
    }

    private static Behaviour ReadBehaviour(YamlMap map)
    {
        if (map.TakeSet("behaviour")?.AsMap() is not { } behaviour)
        {
            return default;
        }

        var read = new Behaviour(
            behaviour.TakeTruth("resolved_passes_through", otherwise: false),
            behaviour.TakeTruth("announces_after", otherwise: false));
        behaviour.RefuseRest();
        return read;
    }

    // An empty one is complete.
    private static Integration.Inbox? ReadInbox(YamlValue element, int index)
    {
        if (element.AsMap() is not { } map)
        {
            return null;
        }

        var sendResolved = map.TakeTruth("send_resolved", otherwise: true);
        map.RefuseRest();
        return new() { Index = index, SendResolved = sendResolved };
    }
}
