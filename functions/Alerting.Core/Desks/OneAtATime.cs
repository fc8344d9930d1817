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

        Task round;
        do
        {
            askedAgain[body] = false;
            round = handle(body, cancellation);
            await round.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
        while (!askedAgain.TryRemove(new(body, false)));

        // A failure is told when all rounds are over: the messages that were merged into this one are done with.
        await round;
    }
}
