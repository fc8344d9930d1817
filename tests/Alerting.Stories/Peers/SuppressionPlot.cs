using System.Globalization;
using System.Text.Json.Nodes;
using Alerting.Core.Alerts;

namespace Alerting.Stories.Peers;

/// <summary>
/// What happens step by step, at random from a seed. What keeps alerts back and what lets them go are steps of their own:
/// both servers have told everything before the next begins, and no tick between two changes decides what is told. Every
/// step ends with a new alert for each group that nothing ever holds back, a mark: who has told it has told the step.
/// </summary>
internal sealed class SuppressionPlot(int seed)
{
    /// <summary>Of every group.</summary>
    public static readonly string[] Names = ["Cpu", "Disk <full>", "Root"];

    private static readonly TimeSpan Soon = TimeSpan.FromSeconds(1);

    private static readonly string[] Matchers =
    [
        Matcher("team", "a"), Matcher("team", "a|b", isRegex: true), Matcher("team", "a", isEqual: false),
        Matcher("team", ""), Matcher("team", "b.*|", isRegex: true, isEqual: false), Matcher("alertname", "Cpu"),
        Matcher("alertname", "Disk.*", isRegex: true), Matcher("cluster", "1"), Matcher("cluster", ".+", isRegex: true),
        Matcher("severity", "critical"), Matcher("severity", "critical", isEqual: false), Matcher("two", "yes"),
    ];

    private static readonly string[] Filters =
    [
        "kind=load", "kind!=load", "team=a", "team=\"\"", "team!=\"a\"", "team=~\"a|b\"", "team!~\"b.*|\"", "cluster=~\".+\"",
        "alertname=\"Disk <full>\"", "alertname=Cpu", "severity=critical", "two!=yes", "alertname=~\"Disk.*\"",
    ];

    private readonly Random random = new(seed);
    private readonly List<Planned> silences = [];
    private readonly HashSet<LabelSet> firing = [];
    private int step;

    /// <summary>The next step.</summary>
    public SuppressionStep Next(DateTimeOffset now)
    {
        step++;
        return (step == 1 ? 4 : random.Next(6)) switch
        {
            0 => Suppress(now),
            1 => Later(now),
            2 or 3 => Release(now),
            4 => Alerts(),
            _ => Touch(),
        };
    }

    /// <summary>Alerts that begin, one for each group, and that no silence and no rule is about.</summary>
    public string Mark() => $"[{string.Join(',', Names.Select(name => Posted(MarkOf(name), hasEnded: false)))}]";

    /// <summary>The labels of this step's mark.</summary>
    public LabelSet MarkOf(string name) =>
        LabelSet.From([new("alertname", name), new("mark", step.ToString("D3", CultureInfo.InvariantCulture))]);

    /// <summary>A question of one of the two servers as of the other.</summary>
    public string Query()
    {
        var filters = Enumerable.Range(0, random.Next(3)).Select(_ => "filter=" + Uri.EscapeDataString(Pick(Filters)));
        if (random.Next(4) == 0)
        {
            return "/api/v2/silences?" + string.Join('&', filters.Take(1));
        }

        var flags = new[] { "active", "silenced", "inhibited" }.Where(_ => random.Next(3) == 0).Select(flag => flag + "=false");
        string[] receiver = random.Next(4) == 0 ? ["receiver=" + Pick(["a", "rest", "a|rest", "none"])] : [];
        return Pick(["/api/v2/alerts?", "/api/v2/alerts/groups?"]) + string.Join('&', [.. filters, .. flags, .. receiver]);
    }

    // What is made holds from then on; then sources begin, some of which are silenced, and inhibit all the same.
    private SuppressionStep Suppress(DateTimeOffset now)
    {
        var moves = Enumerable.Range(0, random.Next(1, 3)).Select(_ => random.Next(4) switch
        {
            0 => Make(new DateTimeOffset(2029, 1, 1, 0, step, silences.Count, TimeSpan.Zero)),
            1 when Any(one => one.IsOver) is { } over => Change("revive", over, over with { StartsAt = now, IsOver = false }),
            _ => Make(now),
        }).ToArray();
        var begin = Pool().Where(IsSource).Where(_ => random.Next(6) == 0);
        return new("suppress", moves, Post([.. begin.Except(firing)], []), null);
    }

    // One that begins on its own: a new one, or one that was to begin much later.
    private SuppressionStep Later(DateTimeOffset now) =>
        new("later", [Any(IsFar) is { } far && random.Next(2) == 0
            ? Change("earlier", far, far with { StartsAt = now + Soon }) : Make(now + Soon)], "[]", "active");

    private SuppressionStep Release(DateTimeOffset now)
    {
        var sources = firing.Where(IsSource).Where(_ => random.Next(2) == 0).ToArray();
        var active = Any(one => !one.IsOver && !IsFar(one));
        if (sources.Length > 0 && (active is null || random.Next(2) == 0))
        {
            return new("release sources", [], Post([], sources), null);
        }

        return active is null ? Suppress(now) : random.Next(3) switch
        {
            0 => new("release by end", [End(active)], "[]", null),
            1 => new("release by replacement", [Change("replace", active, active with { Matchers = NewMatchers() })], "[]", null),
            _ => new(
                "release by time",
                [Change("shorten", active, active with { EndsAt = now + Soon, IsOver = true })], "[]", "expired"),
        };
    }

    private SuppressionStep Alerts()
    {
        var pool = Pool().Where(labels => !IsSource(labels)).Where(_ => random.Next(4) == 0).ToArray();
        return new("alerts", [], Post([.. pool.Except(firing)], [.. pool.Intersect(firing)]), null);
    }

    // Nothing that matters to alerts.
    private SuppressionStep Touch() => Any(one => !one.IsOver) is { } one
        ? new("touch", [Change("touch", one, one with { EndsAt = one.EndsAt.AddDays(1) })], "[]", null)
        : Alerts();

    private SilenceMove Make(DateTimeOffset startsAt)
    {
        var planned = new Planned(
            silences.Count, NewMatchers(), startsAt, new(2031, 1, step, 0, silences.Count, 0, TimeSpan.Zero), false);
        silences.Add(planned);
        return new("make", planned.Place, Body(planned), 0);
    }

    private SilenceMove Change(string why, Planned old, Planned changed)
    {
        silences[old.Place] = changed;
        return new(why, old.Place, Body(changed), step);
    }

    private SilenceMove End(Planned one)
    {
        silences[one.Place] = one with { IsOver = true };
        return new("end", one.Place, null, step);
    }

    private Planned? Any(Func<Planned, bool> of) => silences.Where(of).OrderBy(_ => random.Next()).FirstOrDefault();

    private static bool IsFar(Planned one) => !one.IsOver && one.StartsAt.Year == 2029;

    private string[] NewMatchers()
    {
        string[] all = [Matcher("kind", "load"), .. random.GetItems(Matchers, random.Next(1, 3))];
        random.Shuffle(all);
        return [.. all.Distinct()];
    }

    private JsonObject Body(Planned one) => new()
    {
        ["matchers"] = JsonNode.Parse($"[{string.Join(',', one.Matchers)}]"),
        ["startsAt"] = one.StartsAt.UtcDateTime.ToString("O", CultureInfo.InvariantCulture),
        ["endsAt"] = one.EndsAt.UtcDateTime.ToString("O", CultureInfo.InvariantCulture),
        ["createdBy"] = "me",
        ["comment"] = $"step {step} <&>",
    };

    private string Post(LabelSet[] begins, LabelSet[] ends)
    {
        firing.UnionWith(begins);
        firing.ExceptWith(ends);
        var alerts = begins.Select(one => Posted(one, hasEnded: false)).Concat(ends.Select(one => Posted(one, hasEnded: true)));
        return $"[{string.Join(',', alerts)}]";
    }

    private static IEnumerable<LabelSet> Pool() =>
        from name in Names
        from team in (string[])["a", "b", ""]
        from cluster in (string[])["1", "2", ""]
        from kind in (string[])["severity=critical", "severity=warning", "two=yes", "two=no"]
        let pair = kind.Split('=')
        select LabelSet.From(new Label[]
        {
            new("alertname", name), new("kind", "load"), new("team", team), new("cluster", cluster), new(pair[0], pair[1]),
        }).WithoutEmpty();

    private static bool IsSource(LabelSet labels) => labels["severity"] == "critical" || labels["two"] == "yes";

    private string Posted(LabelSet labels, bool hasEnded) => new JsonObject
    {
        ["labels"] = new JsonObject(labels.Select(label => KeyValuePair.Create(label.Name, (JsonNode?)label.Value))),
        ["annotations"] = new JsonObject { ["summary"] = $"{labels["alertname"]} & more" },
        ["startsAt"] = $"2026-01-02T03:{step:D2}:05Z",
        ["endsAt"] = hasEnded ? $"2026-01-02T03:{step:D2}:06Z" : "2030-01-01T00:00:00Z",
    }.ToJsonString();

    private T Pick<T>(T[] from) => from[random.Next(from.Length)];

    private static string Matcher(string name, string value, bool isRegex = false, bool isEqual = true) => new JsonObject
    {
        ["name"] = name,
        ["value"] = value,
        ["isRegex"] = isRegex,
        ["isEqual"] = isEqual,
    }.ToJsonString();

    private sealed record Planned(int Place, string[] Matchers, DateTimeOffset StartsAt, DateTimeOffset EndsAt, bool IsOver);
}

/// <summary>One step.</summary>
/// <param name="Kind">Its name.</param>
/// <param name="Moves">What is done to silences, in this order.</param>
/// <param name="Alerts">Posted then.</param>
/// <param name="Until">The state that the silence moved last comes to on its own; null where it is in it.</param>
internal sealed record SuppressionStep(string Kind, SilenceMove[] Moves, string Alerts, string? Until)
{
    /// <inheritdoc/>
    public override string ToString() => $"{Kind}: {string.Join("; ", Moves.AsEnumerable())} {Alerts}";
}

/// <summary>One change to a silence.</summary>
/// <param name="Why">What for.</param>
/// <param name="Place">Which one, from 0.</param>
/// <param name="Body">What is posted, without the id; null: it is ended.</param>
/// <param name="Step">0 where there is none yet.</param>
internal sealed record SilenceMove(string Why, int Place, JsonObject? Body, int Step)
{
    /// <summary>Whether it begins when it did.</summary>
    public bool KeepsStart => Why is "touch" or "replace" or "shorten";

    /// <inheritdoc/>
    public override string ToString() => $"{Why} {Place} {Body?.ToJsonString()}";
}
