using Alerting.Bench;
using Alerting.Bench.Contest;
using Alerting.Bench.Load;
using Alerting.Testing.Crashes;

return args switch
{
    ["store", ..] => await Store(args is [_, var root, ..] ? root : Path.GetTempPath()),
    ["ingest", .. var rest] when Groups(rest) is { } groups => await IngestScenario.Run(groups, Console.Out),
    ["notify", .. var rest] when Groups(rest) is { } groups => await NotifyScenario.Run(groups, Console.Out),
    ["crash", .. var rest] when Numbers(rest) is [var kills, var seed] => await Crash(kills, seed),
    ["reload"] => await ReloadScenario.Run(Spread.Rounds, Console.Out),
    ["reload", var rounds] when int.TryParse(rounds, out var times) && times > 0 =>
        await ReloadScenario.Run(times, Console.Out),
    ["azure"] => await AzureScenario.Run(Console.Out),
    ["routes"] => await RoutesScenario.Run(Console.Out),
    ["vs-alertmanager", .. var rest] when ContestOptions.Read(rest) is { } options =>
        await VsAlertmanagerScenario.Run(options, Console.Out),
    ["suppression"] => await SuppressionScenario.Run(Console.Out),
    ["inhibition"] => await InhibitionScenario.Run(Console.Out),
    ["start"] => await StartScenario.Run(Console.Out),
    ["jobs"] => await JobsScenario.Run(Console.Out),
    ["farm"] => await FarmScenario.Run(1000, 50, Console.Out),
    ["farm", var jobs, var atOnce] when int.TryParse(jobs, out var many) && int.TryParse(atOnce, out var runs) =>
        await FarmScenario.Run(many, runs, Console.Out),
    ["context"] => await ContextScenario.Run(Console.Out),
    ["redaction"] => await RedactionScenario.Run(Console.Out),
    ["slack"] => await SlackScenario.Run(Console.Out),
    ["signatures"] => await SignaturesScenario.Run(Console.Out),
    ["baselines"] => await BaselinesScenario.Run(Console.Out),
    _ => await Usage(),
};

static IReadOnlyList<int>? Groups(string[] rest) => rest switch
{
    [] => IngestScenario.Groups,
    [var one] when int.TryParse(one, out var groups) && groups > 0 => [groups],
    _ => null,
};

static int[]? Numbers(string[] rest) => rest switch
{
    [] => [1000, 1],
    [var kills] when int.TryParse(kills, out var many) && many > 0 => [many, 1],
    [var kills, var seed] when int.TryParse(kills, out var many) && many > 0 && int.TryParse(seed, out var from) =>
        [many, from],
    _ => null,
};

static async Task<int> Crash(int kills, int seed)
{
    var report = await CrashRun.Of(seed, kills, CancellationToken.None);
    await Console.Out.WriteLineAsync(report.ToString());
    foreach (var violation in report.Violations)
    {
        await Console.Out.WriteLineAsync(violation);
    }

    return report.Violations.Count == 0 ? 0 : 1;
}

static async Task<int> Store(string root)
{
    await StoreScenario.Run(root, Console.Out);
    return 0;
}

static async Task<int> Usage()
{
    await Console.Error.WriteLineAsync(
        """
        usage: dotnet run -c Release --project tests/Alerting.Bench -- SCENARIO
          store [FOLDER]  commits and reads of the embedded store
          ingest [GROUPS] alerts/s over HTTP, each on disk before its 200
          notify [GROUPS] seconds until 10,000 alerts were notified
          crash [KILLS [SEED]]  the real executable killed so often; 1 when anything was lost, out of order or double
          reload [ROUNDS] delay of notifications falling due while the configuration of 10,000 groups is reloaded
          azure           operations that alerts take in Azure and their price; alerts/s into Azurite (needs Node 20)
          routes          nanoseconds and bytes to find the routes of one alert
          vs-alertmanager [--quick] [--runs N] [--alerts N] [--groups N] [--batch N] [--together] [--warm] [--file PUBLISHED]
                          Debian's Alertmanager and the published file in turn under the same load
          suppression     microseconds to tell which silences mute an alert
          inhibition      microseconds to tell whether another alert inhibits it
          start           milliseconds to ready and idle memory of the published file
          jobs            reports of runs/s over HTTP, each on disk before its 200; seconds for 10,000 parts of one run
          farm [JOBS RUNS] jobs of many runs at once on a virtual clock: alerts that are missing, late, double or false
          context         messages and signatures that 10,000 failures of three causes come to: as alerts, as parts of a run
          redaction       what taking credentials out of texts takes, beside a bare loop; texts made to be slow
          slack           microseconds and bytes to write one message for Slack
          signatures      what reading logs for the kinds of their errors takes, as a multiple of a loop over the same bytes
          baselines       false alarms and misses of what is learned of the runs of jobs
        Data lies below TMPDIR; ingest, notify, reload, jobs and context need
          dotnet build -c Release functions/Alerting.Handler
        """);
    return 2;
}
