namespace Alerting.Core.Logs.Said.Signatures;

/// <summary>A run, part or alert that failed.</summary>
/// <param name="Number">Unlike that of others.</param>
/// <param name="Name">For people.</param>
/// <param name="At">When it failed.</param>
internal sealed record Thing(int Number, string Name, DateTimeOffset At)
{
    /// <summary>Which failed first; one that is unknown is the last.</summary>
    public static int Compare(Thing? one, Thing? other) => (one, other) switch
    {
        (null, null) => 0,
        (null, _) => 1,
        (_, null) => -1,
        _ => one.At != other.At ? one.At.CompareTo(other.At) : string.CompareOrdinal(one.Name, other.Name),
    };
}
