using System.Globalization;

namespace Alerting.Bench.Contest;

/// <summary>Which loads are compared, and how often.</summary>
internal sealed record ContestOptions
{
    /// <summary>Runs of each load by each of the two.</summary>
    public int Runs { get; private init; } = 5;

    /// <summary>Numbers of alerts.</summary>
    public IReadOnlyList<int> Alerts { get; private init; } = [1_000, 10_000];

    /// <summary>The one number of groups; null: 1, 100 and as many as alerts.</summary>
    public int? Groups { get; private init; }

    /// <summary>The one size of a body; null: 100 and 1.</summary>
    public int? Batch { get; private init; }

    /// <summary>Alerts of a group come one after the other, as a rule sends them, instead of one of each in turn.</summary>
    public bool IsTogether { get; private init; }

    /// <summary>The servers have had as much before.</summary>
    public bool IsWarm { get; private init; }

    /// <summary>Our single file; null: it is published first.</summary>
    public string? File { get; private init; }

    /// <summary>The loads, the small ones first.</summary>
    public IEnumerable<ContestLoad> Loads =>
        from alerts in Alerts
        from groups in Groups is { } one ? [one] : (int[])[1, 100, alerts]
        from batch in Batch is { } size ? [size] : (int[])[100, 1]
        select new ContestLoad(alerts, groups, batch, IsTogether, IsWarm);

    /// <summary>Null when they are not understood.</summary>
    public static ContestOptions? Read(string[] args) => Read(args, new());

    private static ContestOptions? Read(ReadOnlySpan<string> args, ContestOptions so) => args switch
    {
        [] => so,
        ["--quick", .. var rest] => Read(rest, so with { Runs = 1, Alerts = [1_000] }),
        ["--together", .. var rest] => Read(rest, so with { IsTogether = true }),
        ["--warm", .. var rest] => Read(rest, so with { IsWarm = true }),
        ["--file", var file, .. var rest] => Read(rest, so with { File = file }),
        ["--runs", var text, .. var rest] when Number(text) is { } runs => Read(rest, so with { Runs = runs }),
        ["--alerts", var text, .. var rest] when Number(text) is { } alerts =>
            Read(rest, so with { Alerts = [alerts] }),
        ["--groups", var text, .. var rest] when Number(text) is { } groups => Read(rest, so with { Groups = groups }),
        ["--batch", var text, .. var rest] when Number(text) is { } batch => Read(rest, so with { Batch = batch }),
        _ => null,
    };

    private static int? Number(string text) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number > 0
            ? number
            : null;
}
