using System.Collections.Immutable;
using Alerting.Core.Alerts;
using Alerting.Core.Configuration;
using Xunit;

namespace Alerting.Core.Tests.Groups.Plots;

/// <summary>What a sender says of one alert.</summary>
/// <param name="Name">Its alertname.</param>
/// <param name="Instance">Its instance.</param>
/// <param name="Fires">False: it is resolved now.</param>
/// <param name="For">How long it fires without being said again; null: until it is resolved.</param>
internal readonly record struct Report(string Name, string Instance, bool Fires, TimeSpan? For)
{
    public Alert At(DateTimeOffset now) => new()
    {
        Labels = LabelSet.From([new("alertname", Name), new("instance", Instance)]),
        Annotations = LabelSet.Empty,
        StartsAt = now,
        EndsAt = Fires ? now + For : now,
        Ending = For is null ? Ending.Explicit : Ending.Timed,
    };
}

/// <summary>A silence that somebody makes.</summary>
/// <param name="Name">The label it asks for.</param>
/// <param name="Value">Its value.</param>
/// <param name="In">How long until it begins.</param>
/// <param name="For">How long it lasts.</param>
internal sealed record Hush(string Name, string Value, TimeSpan In, TimeSpan For);

/// <summary>Some time passes, then a silence may be made or ended, then alerts are reported in one batch.</summary>
internal sealed record Step(TimeSpan After, ImmutableArray<Report> Reports, Hush? Hush = null, bool EndsHush = false)
{
    public override string ToString() =>
        $"+{After}: {(EndsHush ? "ends the last silence, " : "")}{Hush} {string.Join(", ", Reports.Select(it => it.ToString()))}";
}

/// <summary>
/// What happens to a few groups, at random. All times are multiples of 20 s, no cooldown is, so that what comes 10 s late
/// meets the same alerts and the same cooldowns.
/// </summary>
internal sealed record Plot(string File, ImmutableArray<Step> Steps)
{
    private static readonly TimeSpan Grain = TimeSpan.FromSeconds(20);

    public AlertingConfiguration Configuration =>
        ConfigurationReader.Read(new("alertmanager.yml", File), null).Configuration!;

    /// <summary>Fails with the smallest plot found when a rule, which says what is wrong, finds something.</summary>
    public static async Task ForAll(int plots, int seed, Func<Plot, Task<string?>> rule)
    {
        for (var i = 0; i < plots; i++)
        {
            var plot = Of(new Random(seed + i));
            if (await rule(plot) is { } wrong)
            {
                (plot, wrong) = await Smallest(plot, wrong, rule);
                Assert.Fail($"ALERTING_SEED={seed + i}: {wrong}\n{plot.File}{string.Join('\n', plot.Steps)}");
            }
        }
    }

    private static async Task<(Plot Plot, string Wrong)> Smallest(Plot plot, string wrong, Func<Plot, Task<string?>> rule)
    {
        foreach (var smaller in plot.Smaller())
        {
            if (await rule(smaller) is { } still)
            {
                return await Smallest(smaller, still, rule);
            }
        }

        return (plot, wrong);
    }

    private IEnumerable<Plot> Smaller()
    {
        for (var i = 0; i < Steps.Length; i++)
        {
            var step = Steps[i];
            yield return this with { Steps = Steps.RemoveAt(i) };
            if (step.Hush is not null || step.EndsHush)
            {
                yield return this with { Steps = Steps.SetItem(i, step with { Hush = null, EndsHush = false }) };
            }

            for (var j = 0; j < step.Reports.Length && step.Reports.Length > 1; j++)
            {
                yield return this with { Steps = Steps.SetItem(i, step with { Reports = step.Reports.RemoveAt(j) }) };
            }
        }
    }

    private static Plot Of(Random random)
    {
        var isHushed = random.Next(2) == 0;
        return new(
            FileOf(random, isHushed),
            [.. Enumerable.Range(0, random.Next(1, 16)).Select(_ => StepOf(random, isHushed))]);
    }

    private static Step StepOf(Random random, bool isHushed) => new(
        Grain * (random.Next(3) == 0 ? random.Next(200) : random.Next(20)),
        [.. Enumerable.Range(0, random.Next(1, 5)).Select(_ => ReportOf(random))],
        isHushed && random.Next(4) == 0 ? HushOf(random) : null,
        isHushed && random.Next(8) == 0);

    // It ends between two ticks, so that what comes 10 s late finds it over, too.
    private static Hush HushOf(Random random)
    {
        var (name, value) = random.Next(2) == 0 ? ("alertname", "A" + random.Next(2)) : ("instance", "i" + random.Next(3));
        var begins = random.Next(3) == 0 ? Grain * random.Next(20) : TimeSpan.Zero;
        return new(name, value, begins, (Grain * random.Next(1, 200)) + TimeSpan.FromSeconds(11));
    }

    private static Report ReportOf(Random random) => new(
        "A" + random.Next(2),
        "i" + random.Next(3),
        random.Next(3) > 0,
        random.Next(2) == 0 ? null : Grain * (2 * random.Next(1, 30)));

    // Of one side only, of two, of everything.
    private static string RuleOf(Random random)
    {
        string Any() => random.Next(4) switch
        {
            0 => "[]",
            1 => $"['instance=\"i{random.Next(3)}\"']",
            2 => "['alertname=~\"A.*\"']",
            _ => $"['alertname=\"A{random.Next(2)}\"']",
        };
        var equal = random.Next(3) switch { 0 => "[]", 1 => "[instance]", _ => "[alertname, missing]" };
        return $"{{source_matchers: {Any()}, target_matchers: {Any()}, equal: {equal}}}";
    }

    private static string FileOf(Random random, bool isHushed)
    {
        string One(params string[] of) => of[random.Next(of.Length)];

        // Half of each hour, so that every plot meets some.
        var mutes = string.Join(", ", Enumerable.Range(0, 24).Select(
            hour => $"{{start_time: '{hour:D2}:20', end_time: '{hour:D2}:50'}}"));
        // What is remembered of a group that told nothing for longer than twice its cooldown is not what Alertmanager
        // does.
        var (mute, repeat) = One("mute", "active", "", "") is { Length: > 0 } by
            ? ($"{by}_time_intervals: [half]", "4h10s")
            : ("continue: false", isHushed ? "4h10s" : One("7m10s", "20m10s", "4h10s"));
        return $"""
            route:
              receiver: other
              routes:
              - receiver: team
                group_by: [{One("alertname", "alertname, instance", "...", "")}]
                group_wait: {One("0s", "20s", "40s", "5m")}
                group_interval: {One("1m", "5m", "2m")}
                repeat_interval: {repeat}
                {mute}
            receivers:
            - name: other
            - name: team
              webhook_configs: [{"{url: 'http://test'}, {url: 'http://test', send_resolved: false}"}]
              slack_configs: [{"{api_url: 'http://test'}"}]
            time_intervals:
            - name: half
              time_intervals: [{$"{{times: [{mutes}]}}"}]
            inhibit_rules: [{(isHushed ? One("", RuleOf(random), RuleOf(random) + ", " + RuleOf(random)) : "")}]

            """;
    }
}
