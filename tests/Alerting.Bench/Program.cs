using Alerting.Bench;

return args switch
{
    ["store", ..] => await Store(args is [_, var root, ..] ? root : Path.GetTempPath()),
    ["ingest", .. var rest] when Groups(rest) is { } groups => await IngestScenario.Run(groups, Console.Out),
    ["notify", .. var rest] when Groups(rest) is { } groups => await NotifyScenario.Run(groups, Console.Out),
    ["start"] => await StartScenario.Run(Console.Out),
    _ => await Usage(),
};

static IReadOnlyList<int>? Groups(string[] rest) => rest switch
{
    [] => IngestScenario.Groups,
    [var one] when int.TryParse(one, out var groups) && groups > 0 => [groups],
    _ => null,
};

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
          start           milliseconds to ready and idle memory of the published file
        Data lies below TMPDIR; ingest and notify need
          dotnet build -c Release functions/Alerting.Handler
        """);
    return 2;
}
