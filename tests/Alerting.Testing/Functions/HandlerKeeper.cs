namespace Alerting.Testing.Functions;

/// <summary>
/// Keeps one handler running on one port: waits until it answers, starts it again when it ends, and gives up at the
/// third error. Exit code 0 is not started again, as hosts until 2026 had it; 200 is, without being counted.
/// </summary>
/// <param name="launch">Starts the handler.</param>
/// <param name="answers">Whether it answered in time.</param>
/// <param name="lastWords">Its last lines of stderr.</param>
/// <param name="record">Where what must fail a test goes.</param>
/// <param name="time">The clock that forgives errors.</param>
internal sealed class HandlerKeeper(
    Func<Task<IHandlerRun>> launch, Func<IHandlerRun, Task<bool>> answers, Func<string> lastWords, HostRecord record,
    TimeProvider time)
{
    private const int MostErrors = 3;
    private const int RestartAsked = 200;
    private static readonly TimeSpan Forgiven = TimeSpan.FromMinutes(30);

    private readonly Lock gate = new();
    private readonly List<DateTimeOffset> errors = [];
    private TaskCompletionSource<IHandlerRun> ready = New();
    private IHandlerRun? current;
    private IHandlerRun? excused;
    private IHandlerRun? expected;
    private bool isDown = true;
    private Task ended = Task.CompletedTask;

    /// <summary>Called once when it has given up.</summary>
    public Action Fell { get; set; } = () => { };

    /// <summary>Whether it was killed for good or has given up.</summary>
    public bool IsDown => Volatile.Read(ref isDown);

    /// <summary>Returns when the handler answers. Throws when it does not come up.</summary>
    public async Task Start()
    {
        await ended;
        Task<IHandlerRun> first;
        lock (gate)
        {
            isDown = false;
            errors.Clear();
            ready = New();
            first = ready.Task;
        }

        await Wake(isFirst: true);
        await first;
    }

    /// <summary>The handler once it answers. Throws when it is down.</summary>
    public Task<IHandlerRun> Ready()
    {
        lock (gate)
        {
            return ready.Task;
        }
    }

    /// <summary>SIGKILL, and not started again.</summary>
    public Task Kill()
    {
        Down("the instance was killed")?.Kill();
        return ended;
    }

    /// <summary>SIGKILL of a handler that took too long; started again, not counted.</summary>
    public void Recycle(IHandlerRun run)
    {
        excused = run;
        Retire(run);
        run.Kill();
    }

    /// <summary>New calls wait for the next one: this one is at its end.</summary>
    public void Retire(IHandlerRun run)
    {
        lock (gate)
        {
            if (current == run && ready.Task.IsCompleted)
            {
                ready = New();
            }
        }
    }

    /// <summary>SIGKILL that the test asked for; started again and counted.</summary>
    public void Crash()
    {
        if (Volatile.Read(ref current) is { } run)
        {
            expected = run;
            Retire(run);
            run.Kill();
        }
    }

    private async Task Wake(bool isFirst = false)
    {
        try
        {
            var run = await launch();
            if (!Take(run))
            {
                run.Kill();
                return;
            }

            var isThere = await answers(run);
            if (run.Exited.IsCompleted)
            {
                return;
            }

            if (isThere)
            {
                Open(run);
            }
            else if (isFirst)
            {
                Fall("the handler did not answer GET / within the initialization timeout")?.Kill();
            }
            else
            {
                run.Kill();
            }
        }
        catch (Exception failure)
        {
            Fall("the handler does not start: " + failure.Message)?.Kill();
        }
    }

    private bool Take(IHandlerRun run)
    {
        lock (gate)
        {
            ended = run.Exited;
            if (isDown)
            {
                return false;
            }

            current = run;
        }

        _ = Watch(run);
        return true;
    }

    private void Open(IHandlerRun run)
    {
        lock (gate)
        {
            if (current == run)
            {
                ready.TrySetResult(run);
            }
        }
    }

    private async Task Watch(IHandlerRun run)
    {
        var code = await run.Exited;
        lock (gate)
        {
            if (isDown || current != run)
            {
                return;
            }

            current = null;
            ready = ready.Task.IsCompleted ? New() : ready;
        }

        if (IsLast(run, code))
        {
            return;
        }

        _ = Wake();
    }

    private bool IsLast(IHandlerRun run, int code)
    {
        if (run == excused || code == RestartAsked)
        {
            return false;
        }

        if (code == 0)
        {
            Fall("the handler ended with exit code 0, which hosts until 2026 do not start again");
            return true;
        }

        if (run != expected)
        {
            record.Problem($"the handler ended with exit code {code}: {lastWords()}");
        }

        if (CountError() < MostErrors)
        {
            return false;
        }

        Fall("Exceeded http worker restart retry count");
        return true;
    }

    private int CountError()
    {
        var now = time.GetUtcNow();
        lock (gate)
        {
            if (errors.Count > 0 && now - errors[^1] > Forgiven)
            {
                errors.Clear();
            }

            errors.Add(now);
            return errors.Count;
        }
    }

    private IHandlerRun? Fall(string why)
    {
        if (IsDown)
        {
            return null;
        }

        record.Problem(why);
        var run = Down(why + ": " + lastWords());
        Fell();
        return run;
    }

    private IHandlerRun? Down(string why)
    {
        lock (gate)
        {
            var run = current;
            (isDown, current) = (true, null);
            ready = ready.Task.IsCompleted ? New() : ready;
            ready.SetException(new InvalidOperationException(why));
            return run;
        }
    }

    private static TaskCompletionSource<IHandlerRun> New() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}
