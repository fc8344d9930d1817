using Alerting.Testing;
using Alerting.Testing.Processes;
using Alerting.Testing.Vendors;
using Xunit;

namespace Alerting.Stories.Peers;

/// <summary>
/// Alerts that silences and other alerts hold back, in a real Alertmanager and in us: what happens to both is the same, at
/// random, and so is what they tell and what they answer. The plot that is shown is as long as it takes, no longer.
/// </summary>
public sealed class LiveSuppressionStory
{
    private const int Steps = 14;
    private const int Queries = 8;
    private const int Enough = 50;

    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(1);

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task What_is_held_back_is_told_and_shown_as_a_real_Alertmanager_does()
    {
        await PeerVersion.Known("prometheus-alertmanager", "0.25");
        var seed = Seeds.Or(11);
        using var folder = new ProcessFolder();
        await using var theirHooks = await VendorServer.Start(_ => VendorAnswer.Status(200));
        await using var ourHooks = await VendorServer.Start(_ => VendorAnswer.Status(200));
        await using var alertmanager = await RealAlertmanager.Start(folder, Configuration(theirHooks.Url), Stop);
        await using var alerting = AlertingProcess.Start(
        [
            "alertmanager", "--config.file", folder.Write("alertmanager.yml", Configuration(ourHooks.Url)),
            "--storage.path", folder.Data, "--web.listen-address=127.0.0.1:0",
            "--web.external-url=http://alertmanager.example.com",
        ]);
        using var theirs = new SuppressionSide(new($"http://127.0.0.1:{alertmanager.Port}"), theirHooks);
        using var ours = new SuppressionSide(await alerting.Address(), ourHooks);
        var (plot, steps) = (new SuppressionPlot(seed), new List<SuppressionStep>());
        for (var step = 0; step < Steps || (step < 2 * Steps && !ours.HasSeen(Enough)); step++)
        {
            steps.Add(plot.Next(RealClock.Instance.GetUtcNow()));
            var apart = await Happens(plot, steps[^1], [theirs, ours]);
            Assert.True(apart is null, $"ALERTING_SEED={seed}\n{string.Join('\n', steps.Index())}\n{apart}");
        }

        Assert.True(ours.HasSeen(Enough), $"ALERTING_SEED={seed}: too little was held back");
    }

    // Null, or where the two differ.
    private static async Task<string?> Happens(SuppressionPlot plot, SuppressionStep step, SuppressionSide[] sides)
    {
        Array.ForEach(sides, side => side.Begin());
        foreach (var move in step.Moves)
        {
            var answers = await Task.WhenAll(sides.Select(side => side.Move(move)));
            if (answers[0] != answers[1])
            {
                return Apart(move.ToString(), answers);
            }
        }

        await Task.WhenAll(sides.Select(side => side.Alerts(step.Alerts)));
        if (step.Until is { } state)
        {
            await Task.WhenAll(sides.Select(side => side.Until(step.Moves[^1].Place, state)));
        }

        // A real Alertmanager knows a moment later than it answers what an alert inhibits.
        const string All = "/api/v2/alerts";
        var shown = new[] { "theirs", "ours" };
        var isAlike = await RealClock.Instance.Until(
            () => shown[0] == shown[1] && !shown[0].Contains("unprocessed", StringComparison.Ordinal), Patience / 4, Stop,
            async () => shown = await Task.WhenAll(sides.Select(side => side.Ask(All))));
        return isAlike ? await Marked(plot, sides) : Apart(All, shown);
    }

    private static async Task<string?> Marked(SuppressionPlot plot, SuppressionSide[] sides)
    {
        await Task.WhenAll(sides.Select(side => side.Alerts(plot.Mark())));
        foreach (var side in sides)
        {
            if (!await RealClock.Instance.Until(() => side.HasTold(plot), Patience, Stop))
            {
                return $"{(side == sides[0] ? "Alertmanager" : "here")}: the mark was not told";
            }
        }

        foreach (var query in Enumerable.Range(0, Queries).Select(_ => plot.Query()).Append("/api/v2/silences"))
        {
            var answers = await Task.WhenAll(sides.Select(side => side.Ask(query)));
            if (answers[0] != answers[1])
            {
                return Apart(query, answers);
            }
        }

        return Told(sides[0].Told, sides[1].Told);
    }

    // Once each: the whole webhook. A tick between the parts of a step makes two of one, and what the first of them says
    // depends on the parts it saw; the last, with the mark, says what fires in the end.
    private static string? Told(List<LiveTold> theirs, List<LiveTold> ours)
    {
        var sides = new[] { theirs, ours }.Select(told => told.ToLookup(one => (one.Path, one.GroupKey))).ToArray();
        foreach (var key in sides.SelectMany(side => side.Select(group => group.Key)).Distinct())
        {
            var isSplit = sides.Any(side => side[key].Count() > 1);
            string[] texts = [.. sides.Select(side => side[key].LastOrDefault() switch
            {
                null => "nothing",
                var last when isSplit => Firing(last),
                var last => last.Text,
            })];
            if (texts[0] != texts[1])
            {
                return Apart(key.ToString(), [.. sides.Select(side => string.Join('\n', side[key].Select(one => one.Text)))]);
            }
        }

        return null;
    }

    private static string Firing(LiveTold told) => string.Join('\n', told.Alerts.Where(alert => alert.Status == "firing")
        .Select(alert => alert.Labels.ToString()).Order(StringComparer.Ordinal));

    private static string Apart(string what, string[] answers) => $"{what}\nAlertmanager: {answers[0]}\nhere: {answers[1]}";

    private static string Configuration(string url) =>
        $$"""
        route:
          receiver: rest
          group_by: [alertname]
          group_wait: 1s
          group_interval: 1s
          repeat_interval: 1h
          routes:
            - {receiver: a, matchers: ['alertname=~".+"'], continue: true}
            - {receiver: rest}
        receivers:
          - {name: rest, webhook_configs: [{url: '{{url}}/rest/0'}]}
          - {name: a, webhook_configs: [{url: '{{url}}/a/0'}, {url: '{{url}}/a/1', send_resolved: false}]}
        inhibit_rules:
          - {source_matchers: [severity=critical], target_matchers: [severity=warning], equal: [cluster, team]}
          - {source_match: {two: yes}, target_match_re: {two: 'yes|no'}, equal: [cluster]}
          - {source_matchers: [severity=critical, alertname=Root], target_matchers: [two=no]}
        """;
}
