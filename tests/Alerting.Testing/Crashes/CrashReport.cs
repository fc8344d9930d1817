namespace Alerting.Testing.Crashes;

/// <summary>What a run of crashes came to.</summary>
public sealed record CrashReport
{
    /// <summary>With which it can be repeated.</summary>
    public required int Seed { get; init; }

    /// <summary>Processes that were killed.</summary>
    public required int Kills { get; init; }

    /// <summary>Of these, killed before they listened.</summary>
    public required int KillsInStart { get; init; }

    /// <summary>Posts that had to be repeated.</summary>
    public required int Repeats { get; init; }

    /// <summary>Alerts that were sent.</summary>
    public required IReadOnlyList<CrashAlert> Alerts { get; init; }

    /// <summary>What reached the sink.</summary>
    public required IReadOnlyList<ToldNotice> Told { get; init; }

    /// <summary>Lines in which a process complained of a fault.</summary>
    public required IReadOnlyList<string> Complaints { get; init; }

    /// <summary>Everything that must not be; none in a sound run.</summary>
    public IReadOnlyList<string> Violations =>
        [.. Alerts.SelectMany(Of), .. Told.GroupBy(notice => notice.Group).SelectMany(Of), .. Complaints];

    /// <summary>One line of numbers.</summary>
    public override string ToString() =>
        $"seed {Seed}: {Kills} kills ({KillsInStart} in the start), {Alerts.Count(alert => alert.IsAccepted)} alerts "
        + $"accepted, {Alerts.Count(alert => alert.IsResolved)} resolves accepted, {Repeats} posts repeated, "
        + $"{Told.Count} requests of {Told.Select(notice => notice.Id).Distinct().Count()} notices at the sink, "
        + $"{Violations.Count} violations";

    private IEnumerable<string> Of(CrashAlert alert)
    {
        var heard = Told.Where(notice => notice.Alerts.ContainsKey(alert.Key)).ToArray();
        var said = heard.Select(notice => notice.Alerts[alert.Key]).ToArray();
        var taken = heard.Where(notice => notice.IsTaken).Select(notice => notice.Alerts[alert.Key]).ToArray();
        if (alert is { IsAccepted: true, IsResolved: false } && taken is not [.., true])
        {
            yield return $"{alert.Key} ({alert.Kind}): accepted as firing, but that was not what was told last";
        }

        if (alert.IsResolved && taken.Contains(true) && taken[^1])
        {
            yield return $"{alert.Key} ({alert.Kind}): its accepted resolve was not told";
        }

        if (alert is { Kind: CrashAlertKind.Patient, IsResolved: false })
        {
            yield return $"{alert.Key}: its page never came";
        }

        // In a group with others an alert that was over before anybody was told of it is listed as resolved.
        if ((alert.IsAlone || alert.Kind != CrashAlertKind.Hasty) && !IsInOrder(said))
        {
            yield return $"{alert.Key} ({alert.Kind}): told in a wrong order: {string.Join(", ", said)}";
        }
    }

    // Firing first, and never again after it was over.
    private static bool IsInOrder(bool[] said) =>
        said is [] or [true, ..] && !said.SkipWhile(fires => fires).Contains(true);

    private static IEnumerable<string> Of(IGrouping<string, ToldNotice> group)
    {
        var seen = new Dictionary<string, ToldNotice>(StringComparer.Ordinal);
        ToldNotice? last = null;
        foreach (var notice in group)
        {
            if (seen.TryGetValue(notice.Id, out var first))
            {
                if (!string.Equals(first.Body, notice.Body, StringComparison.Ordinal))
                {
                    yield return $"{notice.Id}: one notice, two texts: {first.Body} {notice.Body}";
                }

                if (!string.Equals(last!.Id, notice.Id, StringComparison.Ordinal))
                {
                    yield return $"{notice.Id}: came again after {last.Id}";
                }
            }
            else if (last is not null && last.SaysTheSameAs(notice))
            {
                yield return $"{group.Key}: {last.Id} and {notice.Id} say the same: {notice.Body}";
            }

            seen.TryAdd(notice.Id, notice);
            last = notice;
        }
    }
}
