using System.Diagnostics;
using Alerting.Core.Groups;
using Alerting.Core.Groups.Rows;
using Alerting.Core.Ports;

namespace Alerting.Core.Desks;

/// <summary>
/// The spans of this product, source <c>Alerting</c>; none is made while nobody listens. Names are constant words, with
/// the kind of a channel or the name of a queue. Attributes are ids, counts and words of the domain: never a label, an
/// address, or what a vendor said.
/// </summary>
public static class Traces
{
    /// <summary>The source's name.</summary>
    public const string Name = AlertingMeter.Name;

    internal const string Group = "alerting.group";
    internal const string Epoch = "alerting.epoch";
    internal const string Alerts = "alerting.alerts";
    internal const string Refused = "alerting.refused";
    internal const string Outcome = "alerting.outcome";

    private static readonly ActivitySource Source = new(Name);

    /// <summary>
    /// What a message leads to, <c>handle {queue}</c>; null while nobody listens.
    /// </summary>
    /// <param name="queue">One of <see cref="QueueNames"/>.</param>
    /// <param name="cause">W3C traceparent of what sent it; null when unknown.</param>
    public static Activity? Handle(string queue, string? cause) => !Source.HasListeners()
        ? null
        : Begin("handle " + queue, ActivityKind.Consumer, cause)?.SetTag("messaging.destination.name", queue);

    /// <summary>Says that a step failed, by the type of the failure alone.</summary>
    public static void Fail(Activity? span, Exception failure) =>
        span?.SetStatus(ActivityStatusCode.Error).SetTag("error.type", failure.GetType().FullName);

    /// <summary>
    /// Begins a step in the trace of what caused it, whoever found it to be done: what runs now is its parent where it
    /// is of that trace, and a link where it is of another.
    /// </summary>
    internal static Activity? Begin(string name, ActivityKind kind, string? cause)
    {
        if (!Source.HasListeners())
        {
            return null;
        }

        var now = Activity.Current?.Context ?? default;
        return !ActivityContext.TryParse(cause, null, isRemote: true, out var parent) || parent.TraceId == now.TraceId
            ? Source.StartActivity(name, kind)
            : Source.StartActivity(name, kind, parent, links: now == default ? null : [new(now)]);
    }

    /// <summary>Sending a hint, as a part of what runs now: a hint that nothing caused has no span.</summary>
    internal static Activity? Put(RowHint hint) => Activity.Current is null
        ? null
        : Source.StartActivity("put hint", ActivityKind.Producer)
            ?.SetTag("messaging.destination.name", hint.Queue).SetTag("alerting.tries", hint.Tries);

    /// <summary>One attempt at a notice.</summary>
    internal static Activity? Send(NoticeId notice, Notification content) => !Source.HasListeners()
        ? null
        : Begin("send " + notice.Kind, ActivityKind.Client, content.TraceParent)
            ?.SetTag(Group, notice.Group.Value).SetTag("alerting.notice", content.NoticeId)
            .SetTag("alerting.channel", notice.Kind).SetTag("alerting.attempt", content.Attempt)
            .SetTag(Alerts, content.Alerts.Length);

    /// <summary>What came of an attempt.</summary>
    internal static void End(Activity? span, Receipt receipt) => span?.SetTag(Outcome, TimelineRow.ReceiptText(receipt))
        .SetStatus(receipt is Receipt.Delivered ? ActivityStatusCode.Ok : ActivityStatusCode.Error);

    /// <summary>A decision that was committed, told by the span it was made in.</summary>
    internal static void Tell(Decision decision, long epoch)
    {
        if (Activity.Current is { } span && span.Source == Source)
        {
            span.SetTag(Epoch, epoch).SetTag("alerting.notices", decision.Steps.Count(IsNews));
        }
    }

    private static bool IsNews(SlotStep step) =>
        step.After.Live is { } live && live.Number != step.Before.Live?.Number;
}
