using System.Globalization;
using System.Net.Http.Headers;
using System.Text;
using Alerting.Core.Configuration;
using Alerting.Testing;
using Alerting.Testing.Processes;
using Alerting.Testing.Vendors;
using Xunit;

namespace Alerting.Stories.Peers;

/// <summary>
/// The same alerts, posted to a real Alertmanager and to us with the same configuration, are told the same to the same.
/// Compared round by round: the next begins when both have told all of this one.
/// </summary>
public sealed class LiveDifferentialStory
{
    private const int Rounds = 6;

    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task What_is_posted_to_us_is_told_as_a_real_Alertmanager_tells_it()
    {
        await PeerVersion.Known("prometheus-alertmanager", "0.25");
        var seed = Seeds.Or(7);
        using var folder = new ProcessFolder();
        await using var theirHooks = await VendorServer.Start(_ => VendorAnswer.Status(200));
        await using var ourHooks = await VendorServer.Start(_ => VendorAnswer.Status(200));
        await using var alertmanager = await RealAlertmanager.Start(folder, Configuration(theirHooks.Url), Stop);
        await using var alerting = AlertingProcess.Serve(
            folder.Data, "--config", folder.Write("alertmanager.yml", Configuration(ourHooks.Url)),
            "--external-url", "http://alertmanager.example.com");
        Uri[] doors = [new($"http://127.0.0.1:{alertmanager.Port}"), await alerting.Address()];
        var read = ConfigurationReader.Read(new("alertmanager.yml", Configuration(ourHooks.Url)), null).Configuration!;
        LiveSide[] sides = [new(theirHooks, read), new(ourHooks, read)];
        var (rounds, whole, split) = (new LiveRounds(seed), 0, 0);

        for (var number = 1; number <= Rounds + 1; number++)
        {
            var round = number <= Rounds ? rounds.Next() : rounds.Last();
            Array.ForEach(sides, side => side.Begin());
            await Task.WhenAll(doors.Select(door => Post(door, round.Body)));
            var isTold = await RealClock.Instance.Until(() => sides.Count(side => side.HasHeard(round)) == 2, Patience, Stop)
                && await IsSettled(doors[1]);
            Array.ForEach(sides, side => side.HasHeard(round));
            var (same, other) = Compare($"ALERTING_SEED={seed}, round {number}", sides[0].Told, sides[1].Told);
            Assert.True(isTold, $"ALERTING_SEED={seed}, round {number}: not all was told");
            (whole, split) = (whole + same, split + other);
        }

        Assert.True(whole > 3 * split, $"{whole} compared whole, {split} only as a sum");
    }

    // Who is told of what, and how often, is the same. Time alone can do one thing: when a group's tick falls between
    // two alerts of one post, the round is told in two webhooks. Where both sides told a group once in a round, the two
    // are compared whole. Where one told it more often, only the sum of the round is: how each alert named ended up. That
    // says nothing of a webhook that names only some (max_alerts) or no ends, so there it is only that it was told.
    private static (int Whole, int Split) Compare(
        string round, IReadOnlyList<LiveTold> theirs, IReadOnlyList<LiveTold> ours)
    {
        var here = ours.ToLookup(one => (one.Path, one.GroupKey));
        var there = theirs.ToLookup(one => (one.Path, one.GroupKey));
        var differences = new List<string>();
        var split = 0;
        foreach (var key in here.Concat(there).Select(group => group.Key).Distinct())
        {
            var isSplit = here[key].Count() > 1 || there[key].Count() > 1;
            split += isSplit ? 1 : 0;
            var (left, right) = isSplit ? (Sum(there[key]), Sum(here[key])) : (Text(there[key]), Text(here[key]));
            if (left != right && !(isSplit && key.Path is "/few/1" or "/all/1"))
            {
                differences.Add($"{key}\nAlertmanager: {left}\nhere: {right}");
            }
        }

        Assert.True(differences.Count == 0, $"{round}\n{string.Join('\n', differences.Take(5))}");
        return (here.Count - split, split);
    }

    private static string Text(IEnumerable<LiveTold> told) => told.SingleOrDefault()?.Text ?? "nothing";

    private static string Sum(IEnumerable<LiveTold> told) => string.Join('\n', told.SelectMany(one => one.Alerts)
        .GroupBy(alert => alert.Labels, (labels, alerts) => $"{labels} {alerts.Last().Status}").Order(StringComparer.Ordinal));

    // A receipt that is written after the next post would let an end be told once more with that round, as after a slow
    // webhook there: so the round is over when every notice has ended.
    private static async Task<bool> IsSettled(Uri door)
    {
        using var client = new HttpClient { BaseAddress = door };
        var isSettled = false;
        return await RealClock.Instance.Until(() => isSettled, Patience, Stop, async () =>
        {
            var lines = (await client.GetStringAsync("/metrics", Stop)).Split('\n');
            isSettled = Count(lines, "alerting_notices_total{") is > 0 and var decided
                && decided == Count(lines, "alerting_notices_ended_total{");
        });
    }

    private static double Count(string[] lines, string name) => lines
        .Where(line => line.StartsWith(name, StringComparison.Ordinal))
        .Sum(line => double.Parse(line[(line.LastIndexOf(' ') + 1)..], CultureInfo.InvariantCulture));

    private static async Task Post(Uri door, string body)
    {
        using var client = new HttpClient();
        using var content = new ByteArrayContent(Encoding.UTF8.GetBytes(body));
        content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        using var answer = await client.PostAsync(new Uri(door, "/api/v2/alerts"), content, Stop);
        answer.EnsureSuccessStatusCode();
    }

    private static string Configuration(string url) =>
        $$"""
        route:
          receiver: rest
          group_by: [alertname]
          group_wait: 1s
          group_interval: 2s
          repeat_interval: 1h
          routes:
            - {matchers: ['team=~"a|b"'], receiver: all, group_by: [alertname, team], continue: true}
            - matchers: [team=b]
              receiver: few
              group_by: [team]
              continue: true
              routes:
                - {matchers: [severity=page], receiver: each, group_by: ['...']}
            - {matchers: ['team=""'], receiver: few, group_by: [nobody_has_it]}
            - {match_re: {alertname: 'K.ln.*'}, receiver: each, group_by: ['...']}
        receivers:
          - {name: rest, webhook_configs: [{url: '{{url}}/rest/0'}]}
          - name: all
            webhook_configs: [{url: '{{url}}/all/0'}, {url: '{{url}}/all/1', send_resolved: false}]
          - name: few
            webhook_configs: [{url: '{{url}}/few/0'}, {url: '{{url}}/few/1', max_alerts: 2}]
          - {name: each, webhook_configs: [{url: '{{url}}/each/0'}]}
        """;
}
