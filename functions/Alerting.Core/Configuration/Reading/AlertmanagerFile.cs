using System.Collections.Immutable;
using Alerting.Core.Configuration.Reading.Global;
using Alerting.Core.Configuration.Reading.Http;
using Alerting.Core.Configuration.Reading.Receivers;
using Alerting.Core.Configuration.Yaml;
using Alerting.Core.Matching;
using Alerting.Core.Routing.Intervals;

namespace Alerting.Core.Configuration.Reading;

/// <summary>What <c>alertmanager.yml</c> says; the route waits until the receivers of both files are known.</summary>
/// <param name="Global">The settings of <c>global</c>.</param>
/// <param name="Receivers">Its receivers.</param>
/// <param name="InhibitRules">Its inhibit rules.</param>
/// <param name="TimeIntervals">Its time intervals, those under the deprecated key included.</param>
/// <param name="Templates">Where its templates are, as written.</param>
/// <param name="Route">The root route, unread.</param>
/// <param name="Whole">All of it, unread.</param>
/// <param name="Mode">How matchers and names of labels are read.</param>
internal sealed record AlertmanagerFile(
    GlobalSettings Global,
    ImmutableArray<Receiver> Receivers,
    ImmutableArray<InhibitRule> InhibitRules,
    ImmutableArray<TimeInterval> TimeIntervals,
    ImmutableArray<string> Templates,
    YamlValue? Route,
    YamlValue Whole,
    MatcherMode Mode)
{
    public static AlertmanagerFile? Read(
        ConfigurationText text, Findings findings, Func<string, bool> fileExists, string localZone)
    {
        if (Document.Open(text, findings) is not { } map)
        {
            return null;
        }

        var global = GlobalReader.Read(map.TakeSet("global"), new SecretFiles(fileExists, text.Folder));
        var receivers = new ReceiverReader(ListsOf(global), haveLabels: true)
            .Read(map.TakeList("receivers", "[]config.Receiver"));
        var file = new AlertmanagerFile(
            global,
            receivers,
            InhibitRulesReader.Read(map.Take("inhibit_rules"), text.Mode),
            TimeIntervalsReader.Read(map.Take("time_intervals"), map.Take("mute_time_intervals"), localZone),
            TopKeys.Take(map),
            map.TakeSet("route"),
            map.Place,
            text.Mode);
        if (file.Route is null)
        {
            map.Place.Error(map.Place.IsNull ? "no route provided in config" : "no routes provided");
        }

        map.RefuseRest();
        return file;
    }

    private static IntegrationList[] ListsOf(GlobalSettings global) =>
    [
        .. ReceiverTypes.All.Select(type => new IntegrationList(
            type.ListKey, type.ListType, (element, index) => type.Read(element, index, global))),
    ];
}
