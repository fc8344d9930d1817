namespace Alerting.Testing.Functions;

/// <summary>What happened, for the test to read. Safe for any number of threads.</summary>
internal sealed class HostRecord
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private readonly Lock gate = new();
    private readonly List<Invocation> invocations = [];
    private readonly List<string> problems = [];
    private TaskCompletionSource changed = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public IReadOnlyList<Invocation> Invocations
    {
        get
        {
            lock (gate)
            {
                return [.. invocations];
            }
        }
    }

    public IReadOnlyList<string> Problems
    {
        get
        {
            lock (gate)
            {
                return [.. problems];
            }
        }
    }

    public void Problem(string text)
    {
        lock (gate)
        {
            problems.Add(text);
        }
    }

    public IReadOnlyList<string> TakeProblems()
    {
        lock (gate)
        {
            string[] taken = [.. problems];
            problems.Clear();
            return taken;
        }
    }

    public void Add(Invocation invocation)
    {
        TaskCompletionSource told;
        lock (gate)
        {
            invocations.Add(invocation);
            (told, changed) = (changed, new(TaskCreationOptions.RunContinuationsAsynchronously));
        }

        told.SetResult();
    }

    /// <summary>Returns the invocations of a function once there are so many. Throws after a minute without one more.</summary>
    public async Task<IReadOnlyList<Invocation>> Ended(string function, int count, CancellationToken stop)
    {
        while (true)
        {
            Task next;
            lock (gate)
            {
                Invocation[] found = [.. invocations.Where(one => one.Function == function)];
                if (found.Length >= count)
                {
                    return found;
                }

                next = changed.Task;
            }

            await next.WaitAsync(Patience, stop);
        }
    }
}
