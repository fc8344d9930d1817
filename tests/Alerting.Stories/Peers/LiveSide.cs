using System.Text.Json.Nodes;
using Alerting.Core.Alerts;
using Alerting.Core.Configuration;
using Alerting.Core.Routing;
using Alerting.Testing.Vendors;

namespace Alerting.Stories.Peers;

/// <summary>One of two that are posted the same: what its webhooks were told in a round.</summary>
internal sealed class LiveSide(VendorServer hooks, AlertingConfiguration configuration)
{
    private readonly List<LiveTold> told = [];
    private int read;

    /// <summary>What was told since the round began.</summary>
    public IReadOnlyList<LiveTold> Told => told;

    /// <summary>A new round begins.</summary>
    public void Begin() => told.Clear();

    /// <summary>Whether everything that the round changed was told to those who hear of it.</summary>
    public bool HasHeard(LiveRound round)
    {
        var requests = hooks.Requests;
        told.AddRange(requests.Skip(read).Select(LiveTold.Read));
        read = requests.Count;
        return Places(round.Begins).All(place => Says("/0", place, "firing"))
            && Places(round.Ends).All(place => Says("/0", place, "resolved"))
            && Places(round.News).Where(place => place.Receiver == "all").All(place => Says("/1", place, "firing"))
            && told.Where(one => one.Path == "/few/0").CountBy(one => one.GroupKey).All(group =>
                told.Count(one => one.Path == "/few/1" && one.GroupKey == group.Key) == group.Value);
    }

    private IEnumerable<(string Receiver, string GroupKey, LabelSet Labels)> Places(IEnumerable<LabelSet> alerts) =>
        from labels in alerts
        from destination in Router.Route(configuration, labels)
        select (destination.Route.Receiver, destination.GroupKey, labels);

    private bool Says(string hook, (string Receiver, string GroupKey, LabelSet Labels) place, string status) =>
        told.Any(one => one.Path == "/" + place.Receiver + hook && one.GroupKey == place.GroupKey
            && one.Alerts.Contains((place.Labels, status)));
}

/// <summary>A webhook without what times and younger versions bring into it.</summary>
internal sealed record LiveTold(
    string Path, string GroupKey, string Text, IReadOnlyList<(LabelSet Labels, string Status)> Alerts)
{
    public static LiveTold Read(VendorRequest request)
    {
        var payload = JsonNode.Parse(request.Body.Span)!.AsObject();
        payload.Remove("notification_reason");
        payload.Remove("routeLabels");
        var alerts = new List<(LabelSet, string)>();
        foreach (var alert in payload["alerts"]!.AsArray().Select(alert => alert!.AsObject()))
        {
            alert.Remove("startsAt");
            alert.Remove("endsAt");
            var labels = alert["labels"]!.AsObject().Select(label => new Label(label.Key, label.Value!.GetValue<string>()));
            alerts.Add((LabelSet.From(labels), alert["status"]!.GetValue<string>()));
        }

        return new(request.Path, payload["groupKey"]!.GetValue<string>(), payload.ToJsonString(), alerts);
    }
}
