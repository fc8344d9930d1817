namespace Alerting.Testing.Azure;

/// <summary>
/// The ids a queue remembers. A window counts from acceptance (for a scheduled message too) and a duplicate does not
/// prolong it.
/// </summary>
internal sealed class DuplicateHistory(TimeSpan window)
{
    private readonly HashSet<string> ids = new(StringComparer.Ordinal);
    private readonly Queue<(string Id, DateTimeOffset At)> byAge = new();

    /// <summary>False: known, to be dropped.</summary>
    public bool Add(string id, DateTimeOffset now)
    {
        while (byAge.TryPeek(out var oldest) && oldest.At + window <= now)
        {
            ids.Remove(byAge.Dequeue().Id);
        }

        if (!ids.Add(id))
        {
            return false;
        }

        byAge.Enqueue((id, now));
        return true;
    }
}
