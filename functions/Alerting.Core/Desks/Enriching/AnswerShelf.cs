using Alerting.Core.Logs;

namespace Alerting.Core.Desks.Enriching;

/// <summary>
/// The queries that are under way, and the answers of the last minute: who asks the same is given the same. Holds at
/// most 2,000 answers and 32 MB of them; of more the oldest go. Safe for any number of callers.
/// </summary>
internal sealed class AnswerShelf(TimeProvider time)
{
    private const int Most = 2_000;
    private const long MostSize = 32 * 1024 * 1024;

    private static readonly TimeSpan Kept = TimeSpan.FromMinutes(1);

    private readonly Lock gate = new();
    private readonly Dictionary<string, Task<LogOutcome>> known = new(StringComparer.Ordinal);
    private readonly Queue<(string Key, long At, long Size)> answered = [];
    private long size;

    /// <summary>What is known or under way; else what is begun now.</summary>
    public Task<LogOutcome> Of(string key, Func<Task<LogOutcome>> begin)
    {
        lock (gate)
        {
            Forget();
            if (!known.TryGetValue(key, out var outcome))
            {
                known[key] = outcome = Task.Run(begin);
                _ = Keep(key, outcome);
            }

            return outcome;
        }
    }

    private async Task Keep(string key, Task<LogOutcome> asked)
    {
        LogOutcome? outcome = null;
        try
        {
            outcome = await asked;
        }
        finally
        {
            lock (gate)
            {
                Note(key, outcome);
            }
        }
    }

    // What was not asked, for whatever reason, or failed, may be asked the next time.
    private void Note(string key, LogOutcome? outcome)
    {
        if (outcome is not { Answer: LogAnswer.Found })
        {
            known.Remove(key);
            return;
        }

        answered.Enqueue((key, time.GetTimestamp(), outcome.Size));
        size += outcome.Size;
        Forget();
    }

    private void Forget()
    {
        while (answered.TryPeek(out var oldest)
            && (answered.Count > Most || size > MostSize || time.GetElapsedTime(oldest.At) >= Kept))
        {
            answered.Dequeue();
            known.Remove(oldest.Key);
            size -= oldest.Size;
        }
    }
}
