namespace Alerting.Testing.Functions;

/// <summary>One timer of the app: its runs never overlap, and it remembers the last one across restarts.</summary>
internal sealed class TimerFunction(FunctionDefinition function, HandlerClient client, TimeProvider time)
{
    private readonly FunctionTrigger.Timer trigger = (FunctionTrigger.Timer)function.Trigger;
    private readonly SemaphoreSlim one = new(1);
    private DateTimeOffset last = DateTimeOffset.MinValue;

    public string Name => function.Name;

    public bool RunsOnStartup => trigger.RunsOnStartup;

    /// <summary>Runs it now. Its status is advanced whether it succeeds or not.</summary>
    public async Task<Invocation> Run(bool isPastDue)
    {
        await one.WaitAsync();
        try
        {
            var now = time.GetUtcNow().ToUniversalTime();
            var status = trigger.IsMonitored && !trigger.Schedule.IsFrequent(now) ? Status(now) : "null";
            var data = $$"""
                {"Schedule":{"AdjustForDST":true},"ScheduleStatus":{{status}},"IsPastDue":{{(isPastDue ? "true" : "false")}}}
                """;
            KeyValuePair<string, string>[] metadata = [new("sys", WireText.Origin(function.Name, now))];
            var payload = WireText.Payload(trigger.Binding, data, metadata);
            var invocation = await client.Post(function.Name, payload, null, _ => Settlement.None);
            last = now;
            return invocation;
        }
        finally
        {
            one.Release();
        }
    }

    /// <summary>Runs it whenever its schedule says so.</summary>
    public async Task Keep(CancellationToken stop)
    {
        while (!stop.IsCancellationRequested)
        {
            var now = time.GetUtcNow();
            await Task.Delay(trigger.Schedule.Next(now) - now, time, stop).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            if (!stop.IsCancellationRequested)
            {
                await Run(isPastDue: false);
            }
        }
    }

    // The year 1 when it has never run.
    private string Status(DateTimeOffset now)
    {
        var next = trigger.Schedule.Next(last == DateTimeOffset.MinValue ? now : last);
        return $$"""
            {"Last":{{WireText.Exact(last)}},"Next":{{WireText.Exact(next)}},"LastUpdated":{{WireText.Exact(last)}}}
            """;
    }
}
