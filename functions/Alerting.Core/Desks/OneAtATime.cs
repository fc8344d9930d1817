using System.Collections.Concurrent;

namespace Alerting.Core.Desks;

/// <summary>
/// Runs a handler for each body one at a time: a message that comes while its like is handled only has it handled once
/// more. A storm of wakes of one shard then comes to two looks at what is due, not to as many as there are messages.
/// </summary>
internal sealed class OneAtATime(Func<string, CancellationToken, Task> handle)
{
    private readonly ConcurrentDictionary<string, bool> askedAgain = new(StringComparer.Ordinal);

    public async Task Run(string body, CancellationToken cancellation)
    {
        if (askedAgain.AddOrUpdate(body, addValue: false, (_, _) => true))
        {
            return;
        }

        var isDone = false;
        try
        {
            while (!isDone)
            {
                askedAgain[body] = false;
                await handle(body, cancellation);
                isDone = askedAgain.TryRemove(new(body, false));
            }
        }
        finally
        {
            // After a failure the queue hands this message out again, which covers those that were merged into it.
            if (!isDone)
            {
                askedAgain.TryRemove(body, out _);
            }
        }
    }
}
