using Alerting.Core.Desks;
using Alerting.Core.Ports;
using Alerting.Handler.Wire;

namespace Alerting.Handler.CheckDue;

/// <summary>Function <c>CheckDue</c>, a timer: offers whatever is due, whatever became of its message.</summary>
internal sealed partial class CheckDueDoor(Engine engine, ILogger log)
{
    private static readonly TimeSpan WorkFor = TimeSpan.FromSeconds(90);

    public async Task Handle(HttpContext context)
    {
        using var deadline = new CancellationTokenSource(WorkFor, engine.On.Time);
        try
        {
            await engine.Sweep.All(deadline.Token);
            await Envelope.Answer(context, isDone: true);
        }
        catch (OperationCanceledException) when (deadline.IsCancellationRequested)
        {
            LogUnfinished(WorkFor);
            await Envelope.Answer(context, isDone: true);
        }
        catch (StoreUnavailableException away)
        {
            LogAway(away.Message);
            await Envelope.Answer(context, isDone: false);
        }
    }

    [LoggerMessage(130, LogLevel.Warning,
        "Not everything that is due could be offered within {Time}; the next run goes on")]
    private partial void LogUnfinished(TimeSpan time);

    [LoggerMessage(131, LogLevel.Warning, "The store is away: {Reason}")]
    private partial void LogAway(string reason);
}
