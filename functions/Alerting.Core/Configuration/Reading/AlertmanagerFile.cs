using System.Collections.Immutable;
using Alerting.Core.Configuration.Yaml;
using Alerting.Core.Routing.Intervals;

namespace Alerting.Core.Configuration.Reading;

/// <summary>What <c>alertmanager.yml</c> says; the route waits until the receivers of both files are known.</summary>
/// <param name="Global">The settings of <c>global</c>.</param>
/// <param name="Receivers">Its receivers.</param>
/// <param name="InhibitRules">Its inhibit rules.</param>
/// <param name="TimeIntervals">Its time intervals, those under the deprecated key included.</param>
/// <param name="Route">The root route, unread.</param>
internal sealed record AlertmanagerFile(
    GlobalSettings Global,
    ImmutableArray<Receiver> Receivers,
    ImmutableArray<InhibitRule> InhibitRules,
    ImmutableArray<TimeInterval> TimeIntervals,
    YamlValue? Route)
{
    public static AlertmanagerFile? Read(ConfigurationText text, Findings findings, Func<string, bool> fileExists, string localZone)
    {
        if (Document.Open(text, findings) is not { } map)
        {
            return null;
        }

        var global = GlobalReader.Read(map.TakeSet("global"), fileExists);
        var receivers = new ReceiverReader(
        [
            new("webhook_configs", (element, index) => IntegrationReaders.ReadWebhook(element, index, fileExists)),
            new("slack_configs", (element, index) => IntegrationReaders.ReadSlack(element, index, global, fileExists)),
        ],
            AlertmanagerKeys.Receiver);
        var file = new AlertmanagerFile(
            global,
            receivers.Read(map.TakeList("receivers")),
            InhibitRulesReader.Read(map.Take("inhibit_rules")),
            TimeIntervalsReader.Read(map.Take("time_intervals"), map.Take("mute_time_intervals"), localZone),
            map.TakeSet("route"));
        if (file.Route is null)
        {
            map.Place.Error("no route provided in config");
        }

        map.TakeUnbuilt(AlertmanagerKeys.Top);
        map.RefuseRest();
        return file;
    }
}
