using System.Collections.Immutable;
using Alerting.Core.Configuration.Yaml;

namespace Alerting.Core.Configuration.Reading;

/// <summary>What <c>alerting.yml</c> says, which Alertmanager's file has no words for.</summary>
/// <param name="MaxAge">Null when not configured.</param>
/// <param name="StaleAfter">Null when not configured.</param>
/// <param name="Receivers">Additions to receivers, and receivers of its own.</param>
internal sealed record AlertingFile(TimeSpan? MaxAge, TimeSpan? StaleAfter, ImmutableArray<Receiver> Receivers)
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
            ReceiverReader.Read(map.TakeList("receivers", "[]config.Receiver")));
        map.RefuseRest();
        return file;
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
