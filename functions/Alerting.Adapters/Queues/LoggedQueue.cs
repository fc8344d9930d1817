using System.Collections.Concurrent;
using Alerting.Core.Ports;
using Microsoft.Extensions.Logging;

namespace Alerting.Adapters.Queues;

/// <summary>
/// Says in the log why hints cannot be sent: once in half a minute for each queue, since a commit does not depend on
/// them and a storm would say it thousands of times.
/// </summary>
public sealed partial class LoggedQueue(IQueue inner, TimeProvider time, ILogger<LoggedQueue> log) : IQueue
{
    private static readonly TimeSpan Quiet = TimeSpan.FromSeconds(30);

    private readonly ConcurrentDictionary<string, long> said = new(StringComparer.Ordinal);

    /// <inheritdoc/>
    public bool RemembersIds => inner.RemembersIds;

    /// <inheritdoc/>
    public async Task Send(string queue, string id, string body, DateTimeOffset at, CancellationToken cancellation)
    {
        try
        {
            await inner.Send(queue, id, body, at, cancellation);
        }
        catch (QueueUnavailableException away)
        {
            Say(queue, away.Message);
            throw;
        }
        catch (OperationCanceledException)
        {
            Say(queue, "no answer in time");
            throw;
        }
    }

    private void Say(string name, string why)
    {
        var now = time.GetTimestamp();
        var last = said.GetOrAdd(name, long.MinValue);
        if ((last == long.MinValue || time.GetElapsedTime(last, now) >= Quiet) && said.TryUpdate(name, now, last))
        {
            LogAway(name, why);
        }
    }

    [LoggerMessage(30, LogLevel.Warning, "{Queue}: a hint was not sent, the timer finds its row: {Reason}")]
    private partial void LogAway(string queue, string reason);
}
