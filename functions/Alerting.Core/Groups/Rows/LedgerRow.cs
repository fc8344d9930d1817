using Alerting.Core.Ports;

namespace Alerting.Core.Groups.Rows;

/// <summary>The end of a notice as a row.</summary>
internal static class LedgerRow
{
    public static Properties Write(NoticeEnd end, LiveNotice live) => new()
    {
        { "outcome", end.Outcome.ToText() },
        { "reason", end.Reason.ToText() },
        { "flush", end.Flush },
        { "attempts", end.Attempts },
        { "decidedAt", live.DecidedAt.UtcTicks },
        { "why", Text.Cut(end.Why, 1000) },
        { "reference", end.Reference is { } reference ? Text.Cut(reference, 500) : null },
        { "traceparent", live.TraceParent },
    };
}
