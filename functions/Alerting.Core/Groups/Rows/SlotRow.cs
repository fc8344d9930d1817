using Alerting.Core.Ports;

namespace Alerting.Core.Groups.Rows;

/// <summary>
/// A slot as a row: told and the live notice lie beside each other, an absent part leaves its properties out.
/// </summary>
internal static class SlotRow
{
    public static Properties Write(Slot slot)
    {
        var row = new Properties
        {
            { "integration", slot.Integration },
            { "notices", slot.Notices },
            { "owed", slot.Owed },
            { "failures", slot.Failures },
            { "resolveFailingSince", slot.ResolveFailingSince?.UtcTicks },
            { "failedAt", slot.FailedAt?.UtcTicks },
            { "toldFlush", slot.Told?.Flush },
            { "toldAt", slot.Told?.At.UtcTicks },
            { "toldMaybe", slot.Told?.Maybe },
            { "trouble", slot.Trouble },
            { "reference", slot.Reference },
        };
        if (slot.Live is { } live)
        {
            WriteLive(row, live);
        }

        return row;
    }

    public static Slot Read(Row row)
    {
        var stored = row.Properties;
        return new()
        {
            Integration = stored.Text("integration")!,
            Notices = stored.Long("notices"),
            Owed = stored.Bool("owed"),
            Failures = stored.Int("failures"),
            ResolveFailingSince = Instant(stored, "resolveFailingSince"),
            FailedAt = Instant(stored, "failedAt"),
            Told = Instant(stored, "toldAt") is { } at
                ? new(stored.Long("toldFlush"), at, stored.Bool("toldMaybe"))
                : null,
            Trouble = stored.Text("trouble"),
            Reference = stored.Text("reference"),
            Live = stored["notice"] is null ? null : ReadLive(stored),
            ETag = row.ETag,
        };
    }

    private static void WriteLive(Properties row, LiveNotice live)
    {
        row.Add("notice", live.Number);
        row.Add("flush", live.Flush);
        row.Add("reason", live.Reason.ToText());
        row.Add("decidedAt", live.DecidedAt.UtcTicks);
        row.Add("possibleRepeat", live.PossibleRepeat);
        row.Add("attempt", live.Attempt);
        row.Add("notBefore", live.NotBefore.UtcTicks);
        row.Add("due", live.Due.UtcTicks);
        row.Add("everClaimed", live.EverClaimed);
        row.Add("anyUnknown", live.AnyUnknown);
        row.Add("hasPlace", live.HasPlace ? true : null);
        row.Add("progress", live.Progress);
        row.Add("claim", live.Claim?.Id);
        row.Add("holder", live.Claim?.Holder);
        row.Add("lease", live.Claim?.Until.UtcTicks);
        row.Add("traceparent", live.TraceParent);
    }

    private static LiveNotice ReadLive(Properties stored) => new()
    {
        Number = stored.Long("notice"),
        Flush = stored.Long("flush"),
        Reason = Reasons.Parse(stored.Text("reason")!),
        DecidedAt = Instant(stored, "decidedAt")!.Value,
        PossibleRepeat = stored.Bool("possibleRepeat"),
        Attempt = stored.Int("attempt"),
        NotBefore = Instant(stored, "notBefore")!.Value,
        Due = Instant(stored, "due")!.Value,
        EverClaimed = stored.Bool("everClaimed"),
        AnyUnknown = stored.Bool("anyUnknown"),
        HasPlace = stored.Bool("hasPlace"),
        Progress = stored.Text("progress"),
        Claim = stored.Text("claim") is { } claim
            ? new(claim, stored.Text("holder")!, Instant(stored, "lease")!.Value)
            : null,
        TraceParent = stored.Text("traceparent"),
    };

    private static DateTimeOffset? Instant(Properties stored, string name) =>
        stored[name] is long ticks ? new(ticks, TimeSpan.Zero) : null;
}
