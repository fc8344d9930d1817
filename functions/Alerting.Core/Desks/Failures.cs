using System.Collections.Concurrent;
using System.Runtime.ExceptionServices;
using Alerting.Core.Ports;

namespace Alerting.Core.Desks;

/// <summary>What failed of many things that each must have its turn; safe for any number of callers at once.</summary>
internal sealed class Failures
{
    private readonly ConcurrentQueue<Exception> all = [];

    /// <summary>Does it and keeps its failure; a cancellation passes through.</summary>
    public async Task Guard(Func<Task> act)
    {
        try
        {
            await act();
        }
        catch (Exception failure) when (failure is not OperationCanceledException)
        {
            all.Enqueue(failure);
        }
    }

    /// <summary>Throws one of them, a bug before a store that is away; nothing where there is none.</summary>
    public void Throw()
    {
        if (all.TryPeek(out var first))
        {
            var bug = all.FirstOrDefault(failure => failure is not StoreUnavailableException);
            ExceptionDispatchInfo.Throw(bug ?? first);
        }
    }
}
