using System.Text.Json.Nodes;
using Alerting.Core.Alerts;

namespace Alerting.Stories.Peers;

/// <summary>
/// What is posted, round by round, at random from a seed: alerts begin, end and begin again. Each round brings a new
/// alert to every team and name it touches, which is told whatever was told before, and which is first in its payload.
/// </summary>
internal sealed class LiveRounds(int seed)
{
    private const int Instances = 4;
    private const int OfNews = 9;

    private static readonly string[] Names = ["Cpu", "Disk <full>", "Köln \"x\""];
    private static readonly string[] Teams = ["a", "b", "c", ""];

    private readonly Random random = new(seed);
    private readonly HashSet<LabelSet> firing = [];
    private int round;

    /// <summary>The next round: what begins, what ends, and the body to post.</summary>
    public LiveRound Next()
    {
        round++;
        var pool = (from name in Names from team in Teams from i in Enumerable.Range(0, Instances) select Alert(name, team, i))
            .Where(_ => random.Next(5) == 0).ToArray();
        var ends = pool.Where(firing.Contains).ToArray();
        var touched = pool.Select(labels => (Name: labels["alertname"], Team: labels["team"])).Distinct();
        var news = touched.Select(place => Alert(place.Name, place.Team, OfNews, $"0-{100 - round}")).ToArray();
        LabelSet[] begins = [.. pool.Except(ends), .. news];
        return Round(begins, ends, news);
    }

    /// <summary>The last round: everything ends.</summary>
    public LiveRound Last() => Round([], [.. firing], []);

    private LiveRound Round(LabelSet[] begins, LabelSet[] ends, LabelSet[] news)
    {
        firing.UnionWith(begins);
        firing.ExceptWith(ends);
        var alerts = begins.Select(labels => Posted(labels, hasEnded: false))
            .Concat(ends.Select(labels => Posted(labels, hasEnded: true))).ToArray();
        random.Shuffle(alerts);
        return new(begins, ends, news, new JsonArray(alerts).ToJsonString());
    }

    private static LabelSet Alert(string name, string team, int instance, string job = "1") => LabelSet.From(new Label[]
    {
        new("alertname", name), new("team", team), new("instance", "host-" + instance), new("job", job),
        new("severity", instance % 2 == 0 ? "page" : "ticket"),
    }).WithoutEmpty();

    private JsonNode Posted(LabelSet labels, bool hasEnded)
    {
        var alert = new JsonObject
        {
            ["labels"] = new JsonObject(labels.Select(label => KeyValuePair.Create(label.Name, (JsonNode?)label.Value))),
            ["annotations"] = new JsonObject { ["summary"] = $"{labels["alertname"]} & more", ["instance"] = labels["instance"] },
            ["generatorURL"] = "http://prometheus.example.com/graph?g0.expr=up&g0.tab=1",
            ["startsAt"] = $"2026-01-02T03:{round:D2}:05Z",
        };
        if (hasEnded)
        {
            alert["endsAt"] = $"2026-01-02T03:{round:D2}:06Z";
        }

        return alert;
    }
}

/// <summary>One round.</summary>
/// <param name="Begins">Labels of what fires from now on.</param>
/// <param name="Ends">Labels of what has ended.</param>
/// <param name="News">Those of <paramref name="Begins"/> that never were before.</param>
/// <param name="Body">For <c>api/v2/alerts</c>.</param>
internal sealed record LiveRound(LabelSet[] Begins, LabelSet[] Ends, LabelSet[] News, string Body);
