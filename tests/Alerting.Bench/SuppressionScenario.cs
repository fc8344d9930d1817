using System.Collections.Immutable;
using System.Diagnostics;
using System.Globalization;
using Alerting.Bench.Load;
using Alerting.Core.Alerts;
using Alerting.Core.Matching;
using Alerting.Core.Silences;

namespace Alerting.Bench;

/// <summary>
/// Microseconds of processor time that it takes to tell which of 1,000 silences mute an alert, over 10,000 alerts that
/// differ in a label: for the first time, when every value is new to the regular expressions, and once more.
/// </summary>
internal static class SuppressionScenario
{
    private const int Silences = 1_000;
    private const int Alerts = 10_000;

    private static readonly DateTimeOffset Now = DateTimeOffset.UnixEpoch;

    private static readonly (string What, Func<int, int> KindOf)[] Books =
    [
        ("80 % equality, 10 % alternatives, 10 % regexes", n => Math.Max(0, (n % 10) - 7)),
        ("equality", _ => 0),
        ("regexes of alternatives", _ => 1),
        ("general regexes", _ => 2),
    ];

    /// <summary>Prints the table.</summary>
    /// <returns>The exit code.</returns>
    public static async Task<int> Run(TextWriter output)
    {
        var table = new Table(output);
        await table.Head("1,000 silences of 2 matchers", "muted alerts", "µs CPU per alert", "once more");
        foreach (var (what, kindOf) in Books)
        {
            var rounds = new List<(int Muted, double First, double Again)>();
            for (var round = 0; round <= Spread.Rounds; round++)
            {
                rounds.Add(Round(round, kindOf));
            }

            // The first round warms up.
            rounds.RemoveAt(0);
            await table.Row(
                what,
                rounds[0].Muted.ToString("N0", CultureInfo.InvariantCulture),
                Spread.Of(rounds.Select(round => round.First), "N2"),
                Spread.Of(rounds.Select(round => round.Again), "N2"));
        }

        await output.WriteLineAsync();
        await InhibitionRounds.Run(output);
        return 0;
    }

    // Names of a round are no other round's: regular expressions and what they have seen are shared by the process.
    private static (int Muted, double First, double Again) Round(int round, Func<int, int> kindOf)
    {
        var book = SilenceBook.Of(Enumerable.Range(0, Silences).Select(n => Silence(round, n, kindOf(n))));
        var alerts = Enumerable.Range(0, Alerts).Select(n => Alert(round, n)).ToArray();
        var (muted, first) = Ask(book, alerts);
        return (muted, first, Ask(book, alerts).Microseconds);
    }

    private static (int Muted, double Microseconds) Ask(SilenceBook book, LabelSet[] alerts)
    {
        var muted = 0;
        var used = Environment.CpuUsage.TotalTime;
        foreach (var alert in alerts)
        {
            muted += book.ActiveFor(alert, Now).IsEmpty ? 0 : 1;
        }

        return (muted, (Environment.CpuUsage.TotalTime - used).TotalMicroseconds / alerts.Length);
    }

    private static Silence Silence(int round, int n, int kind) => new()
    {
        Id = $"{n:D8}-0000-4000-8000-000000000000",
        Matchers = kind switch
        {
            0 => [Matcher("instance", MatchOperator.Equal, $"host-{round}-{n}"), Matcher("env", MatchOperator.Equal, "prod")],
            1 =>
            [
                Matcher("instance", MatchOperator.Matches, $"host-{round}-{n}|host-{round}-x{n}|host-{round}-y{n}"),
                Matcher("severity", MatchOperator.Matches, "critical|warning"),
            ],
            _ =>
            [
                Matcher("instance", MatchOperator.Matches, $"host-{round}-{n}([a-z]+(-[0-9]+)?)?|node{n}"),
                Matcher("severity", MatchOperator.Matches, "crit.*|w[a-z]+g"),
            ],
        },
        StartsAt = Now,
        EndsAt = Now.AddHours(1),
        UpdatedAt = Now,
        CreatedBy = "bench",
        Comment = "",
    };

    private static Matcher Matcher(string name, MatchOperator op, string value) =>
        Core.Matching.Matcher.Create(name, op, value, out var problem) ?? throw new InvalidOperationException(problem);

    private static LabelSet Alert(int round, int n) => LabelSet.From(
    [
        new("alertname", "InstanceDown"), new("cluster", "eu-1"), new("env", "prod"),
        new("instance", $"host-{round}-{n}"), new("job", "node"), new("namespace", "batch"), new("pod", $"worker-{n}"),
        new("severity", n % 2 == 0 ? "critical" : "warning"), new("team", $"team-{n % 100}"),
    ]);
}
