using System.Text.Json;
using Alerting.Core.Ports;

namespace Alerting.Core.Groups.Rows;

/// <summary>
/// A line of the timeline: what happened, when by the store's time, under which epoch, and what every slot was decided
/// to hear and why: enough to decide it again.
/// </summary>
internal static class TimelineRow
{
    // 16 digits each: so many fit into the row with everything else in it.
    private const int MostSuppressed = 30_000;

    public static Properties Write(
        Decision decision, GroupEvent happened, GroupContext context, long epoch, DateTimeOffset now,
        string? traceParent)
    {
        var row = new Properties
        {
            { "at", now.UtcTicks },
            { "event", EventText(happened) },
            { "notice", NoticeOf(happened)?.ToString() },
            { "claim", (happened as GroupEvent.Answered)?.ClaimId },
            { "after", ((happened as GroupEvent.Answered)?.Receipt as Receipt.Deferred)?.After?.Ticks },
            { "postponedUntil", (happened as GroupEvent.Postponed)?.Until.UtcTicks },
            { "completed", (happened as GroupEvent.ContextCompleted)?.Flush },
            { "place", happened is GroupEvent.Postponed { IsPlace: true } ? true : null },
            { "why", (happened as GroupEvent.Answered)?.Receipt.Why is { } why ? Text.Cut(why, 1000) : null },
            { "trouble", TroubleOf(happened) },
            { "reference", ((happened as GroupEvent.Answered)?.Receipt as Receipt.Delivered)?.Reference },
            { "flaw", FlawOf(happened) is { } flaw ? Text.Cut(flaw, 1000) : null },
            { "progress", ((happened as GroupEvent.Answered)?.Receipt as Receipt.Deferred)?.Progress },
            { "leaving", context.IsLeaving ? true : null },
            { "epoch", epoch },
            { "flush", decision.Flush?.Number },
            { "firing", decision.Flush?.Firing.Count },
            { "over", decision.Flush?.Over.Count },
            { "rest", RestText(decision.Rest) },
            { "mutedBy", decision.MutedBy.IsEmpty ? null : string.Join('\n', decision.MutedBy) },
            { "until", decision.Rest.Until.UtcTicks },
            { "traceparent", traceParent },
        };
        Blob.Add(row, Pack(decision, context));
        return row;
    }

    private static NoticeId? NoticeOf(GroupEvent happened) => happened switch
    {
        GroupEvent.Answered answered => answered.Notice,
        GroupEvent.Abandoned abandoned => abandoned.Notice,
        GroupEvent.Postponed postponed => postponed.Notice,
        _ => null,
    };

    private static string? FlawOf(GroupEvent happened) =>
        ((happened as GroupEvent.Answered)?.Receipt as Receipt.Delivered)?.Flaw;

    private static string? TroubleOf(GroupEvent happened) => happened switch
    {
        GroupEvent.Answered answered => answered.Trouble,
        GroupEvent.Postponed postponed => postponed.Trouble,
        _ => null,
    };

    public static string EventText(GroupEvent happened) => happened switch
    {
        GroupEvent.Tick => "tick",
        GroupEvent.Reconfigured => "reconfigured",
        GroupEvent.Answered answered => ReceiptText(answered.Receipt),
        GroupEvent.Abandoned abandoned => abandoned.Outcome.ToText(),
        GroupEvent.Postponed => "postponed",
        GroupEvent.ContextCompleted => "context completed",
        _ => throw new ArgumentOutOfRangeException(nameof(happened)),
    };

    public static string ReceiptText(Receipt receipt) => receipt switch
    {
        Receipt.Delivered => "delivered",
        Receipt.Deferred => "deferred",
        Receipt.Unknown => "unknown",
        Receipt.Refused => "refused",
        _ => throw new ArgumentOutOfRangeException(nameof(receipt)),
    };

    private static string RestText(Rest rest) => rest switch
    {
        Rest.Awake => "awake",
        Rest.Asleep => "asleep",
        Rest.Empty => "empty",
        Rest.Forgotten => "forgotten",
        _ => throw new ArgumentOutOfRangeException(nameof(rest)),
    };

    private static byte[] Pack(Decision decision, GroupContext context)
    {
        using var buffer = new MemoryStream();
        using (var json = new Utf8JsonWriter(buffer))
        {
            json.WriteStartObject();
            WriteVerdicts(json, decision);
            WriteNotices(json, decision);
            WriteSuppressed(json, context);
            json.WriteEndObject();
        }

        return Blob.Pack(buffer.GetBuffer().AsSpan(0, (int)buffer.Length));
    }

    private static void WriteVerdicts(Utf8JsonWriter json, Decision decision)
    {
        json.WriteStartObject("verdicts");
        foreach (var verdict in decision.Verdicts)
        {
            json.WriteString(verdict.Integration, verdict.Reason.ToText());
        }

        json.WriteEndObject();
    }

    private static void WriteNotices(Utf8JsonWriter json, Decision decision)
    {
        json.WriteStartArray("notices");
        foreach (var step in decision.Steps)
        {
            if (step.End is { } end)
            {
                WriteEnd(json, end);
            }

            if (step.After.Live is { } live && live.Number != step.Before.Live?.Number)
            {
                json.WriteStartObject();
                json.WriteString("integration", step.After.Integration);
                json.WriteNumber("notice", live.Number);
                json.WriteString("decided", live.Reason.ToText());
                json.WriteEndObject();
            }
        }

        json.WriteEndArray();
    }

    // By what they are suppressed by: mostly few things suppress many alerts.
    private static void WriteSuppressed(Utf8JsonWriter json, GroupContext context)
    {
        if (context.Suppressed.IsEmpty)
        {
            return;
        }

        var shown = context.Suppressed.OrderBy(it => it.Key).Take(MostSuppressed);
        json.WriteStartArray("suppressed");
        foreach (var alike in shown.GroupBy(it => (Silences: string.Join(' ', it.Value.Silences), it.Value.Inhibitor)))
        {
            json.WriteStartObject();
            json.WriteString("silences", alike.Key.Silences);
            json.WriteString("inhibitor", alike.Key.Inhibitor?.ToString());
            json.WriteString("alerts", string.Concat(alike.Select(it => it.Key.ToString())));
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteNumber("suppressedCount", context.Suppressed.Count);
    }

    private static void WriteEnd(Utf8JsonWriter json, NoticeEnd end)
    {
        json.WriteStartObject();
        json.WriteString("integration", end.Notice.Integration);
        json.WriteNumber("notice", end.Notice.Number);
        json.WriteString("ended", end.Outcome.ToText());
        json.WriteString("why", Text.Cut(end.Why, 1000));
        json.WriteEndObject();
    }
}
