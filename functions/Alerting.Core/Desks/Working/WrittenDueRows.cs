using System.Collections.Concurrent;

namespace Alerting.Core.Desks.Working;

/// <summary>
/// Due rows that this process has written lately. One whose time is still to come is there: nobody takes it before.
/// </summary>
internal sealed class WrittenDueRows
{
    // More are not kept in mind: what is forgotten is written once more.
    private const int Most = 10_000;

    /// <summary>Two instances estimate the store's time to half a second each, and a round trip.</summary>
    public static readonly TimeSpan Apart = TimeSpan.FromSeconds(1.5);

    private readonly ConcurrentDictionary<string, DateTimeOffset> rows = new(StringComparer.Ordinal);

    /// <summary>Whether it was written.</summary>
    public bool IsThere(string key) => rows.ContainsKey(key);

    /// <summary>It was written.</summary>
    public void Add(string key, DateTimeOffset due)
    {
        if (rows.Count >= Most)
        {
            // All but those of the same time or later: theirs has come.
            foreach (var old in rows)
            {
                if (old.Value < due)
                {
                    rows.TryRemove(old);
                }
            }
        }

        if (rows.Count < Most)
        {
            rows[key] = due;
        }
    }
}
