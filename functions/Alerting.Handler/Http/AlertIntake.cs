using System.Collections.Immutable;
using System.Diagnostics;
using Alerting.Core.Alerts;
using Alerting.Core.Desks;
using Alerting.Core.Jobs.Events;

namespace Alerting.Handler.Http;

/// <summary>
/// What the doors that take alerts and reports have in common: bounds of a body, and storing under a deadline.
/// </summary>
internal sealed class AlertIntake(Engine engine, BodyBudget budget, long maxBody)
{
    // Every sender has long given up or repeated it then.
    private static readonly TimeSpan StoreFor = TimeSpan.FromSeconds(60);

    private readonly string tooMuch = $"the body: at most {maxBody} bytes are taken";

    /// <summary>Hands the body on, or answers why it is not taken.</summary>
    /// <param name="context">The request.</param>
    /// <param name="receive">What takes the body.</param>
    /// <param name="tooLarge">What is done in place of a 413; null: nothing is.</param>
    public async Task Read(
        HttpContext context, Func<HttpContext, ReadOnlyMemory<byte>, Task> receive,
        Func<HttpContext, string, Task>? tooLarge = null)
    {
        using var share = budget.Enter();
        if (share is null)
        {
            await Problem.WriteComeAgain(context, "too many bodies are being read");
            return;
        }

        var (outcome, body) = await BoundedBody.Read(context.Request, maxBody, share, context.RequestAborted);
        await (outcome switch
        {
            BodyOutcome.Whole => receive(context, body),
            BodyOutcome.TooLarge when tooLarge is not null => tooLarge(context, tooMuch),
            BodyOutcome.TooLarge => Problem.Write(context, StatusCodes.Status413PayloadTooLarge, tooMuch),
            BodyOutcome.NoRoom => Problem.WriteComeAgain(context, "other bodies take the memory there is for them"),
        });
    }

    /// <summary>Stores alerts; the ones that cannot be, by index.</summary>
    /// <param name="alerts">In the order they were reported.</param>
    /// <param name="groupWait">Wait before the first notification of a group where the route has none.</param>
    public async Task<ImmutableArray<Refusal>> Store(IReadOnlyList<Alert> alerts, TimeSpan groupWait)
    {
        // Not cut off when the sender hangs up: what is stored must get its hint too.
        using var deadline = new CancellationTokenSource(StoreFor, engine.On.Time);
        return await engine.Accepting.Accept(alerts, groupWait, Activity.Current?.Id, deadline.Token);
    }

    /// <summary>Stores reports of runs, likewise.</summary>
    /// <param name="events">In the order in which they came; may be empty.</param>
    public async Task Store(IReadOnlyList<JobEvent> events)
    {
        using var deadline = new CancellationTokenSource(StoreFor, engine.On.Time);
        await engine.Reports.Accept(events, Activity.Current?.Id, deadline.Token);
    }
}
