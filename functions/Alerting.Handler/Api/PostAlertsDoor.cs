using Alerting.Core.Desks;
using Alerting.Core.Sources.AlertmanagerApi;
using Alerting.Handler.Http;

namespace Alerting.Handler.Api;

/// <summary>
/// <c>POST /api/v2/alerts</c>, answered as Alertmanager does: 200 and nothing when all alerts are stored; 400 with a
/// JSON string when some are not valid and the others are stored; <c>{"code","message"}</c> when nothing of the body
/// is. What is ours, such as 401, 413 and 503, is a problem document.
/// </summary>
/// <remarks>
/// Prometheus repeats no post, whatever is answered, 5xx included: it counts the alerts as dropped
/// (<c>notifier/notifier.go</c>). The rule sends them again, firing ones every <c>--rules.alert.resend-delay</c> (1
/// min), resolved ones for 15 min. So a 503 delays an alert by a minute, and 503 is for those who do repeat.
/// </remarks>
internal sealed class PostAlertsDoor(Engine engine, AlertIntake intake)
{
    public const string Path = "/api/v2/alerts";

    /// <summary>The methods of its path, in the order the real server prints more often than the other.</summary>
    public const string Allowed = "POST,GET";

    public Task Handle(HttpContext context)
    {
        // What is reported without a start began when it was sent, not when it was understood.
        var arrivedAt = engine.On.Store.UtcNow;
        return ApiRequest.WrongType(context.Request) is { } fault
            ? ApiAnswer.Fault(context, fault)
            : intake.Read(context, (_, body) => Receive(context, body, arrivedAt));
    }

    private async Task Receive(HttpContext context, ReadOnlyMemory<byte> body, DateTimeOffset arrivedAt)
    {
        var configuration = await engine.On.Configuration.Now(context.RequestAborted);
        var read = PostedAlerts.Read(
            body, arrivedAt, configuration.Value.ResolveTimeout, engine.On.MatcherMode);
        if (read.Fault is { } fault)
        {
            await ApiAnswer.Fault(context, fault);
            return;
        }

        var refusals = await intake.Store(read.Alerts, PostedAlerts.GroupWait);
        string[] rejected = [.. read.Invalid, .. refusals.Select(refusal => refusal.Reason)];
        engine.On.Meter.Count("api", read.Alerts.Length - refusals.Length, rejected.Length);
        var firing = read.Alerts.Count(alert => alert.EndsAt > engine.On.Store.UtcNow);
        engine.On.Meter.Alertmanager.CountReceived(firing, read.Alerts.Length - firing, rejected.Length);
        if (rejected.Length > 0)
        {
            await ApiAnswer.Text(context, StatusCodes.Status400BadRequest, string.Join('\n', rejected));
        }
    }
}
