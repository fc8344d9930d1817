using System.Diagnostics;
using System.Security.Cryptography;
using Alerting.Core.Desks;
using Alerting.Core.Groups;
using Alerting.Core.Ports;

namespace Alerting.Handler.Wire;

/// <summary>
/// The <see cref="Functions"/> that a queue triggers. A message that fails is handed out again at once, without any
/// pause, and is a dead letter soon: so nothing fails here because something is away, the message is put back for
/// later and counts as done.
/// </summary>
internal sealed partial class QueueDoor(Engine engine, ILogger log)
{
    // With the send and the report that may follow it, and the time to put the message back, below the host's limit.
    private static readonly TimeSpan WorkFor = TimeSpan.FromSeconds(45);
    private static readonly TimeSpan HoldFor = TimeSpan.FromSeconds(45);
    private static readonly TimeSpan PutBackFor = TimeSpan.FromSeconds(15);
    private static readonly TimeSpan PutBackEvery = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan LongestPause = TimeSpan.FromMinutes(5);

    // A fault of ours that shows so often will not go away: the dead letter is where somebody sees it.
    private const int MostFaults = 10;

    /// <summary>One for each queue of <see cref="QueueNames.Deployed"/>.</summary>
    public static IReadOnlyList<string> Functions { get; } =
    [
        "WakeGroup", "SendSlack", "SendEmail", "SendPagerduty", "SendPrefect", "SendWandb", "SendWebhook", "SendOther",
    ];

    public async Task Handle(HttpContext context)
    {
        try
        {
            var (body, traceParent) = await Envelope.ReadMessage(context);
            var hint = Read(context.Request.Path.Value!, body);
            using var span = Traces.Handle(hint.Queue, traceParent);
            await Envelope.Answer(context, await IsDone(hint, span));
        }
        catch (FormatException foreign)
        {
            LogForeign(context.Request.Path, foreign.Message);
            await Envelope.Answer(context, isDone: false);
        }
    }

    // A notice says which queue it came through; the function of a queue says it for a wake.
    private static RowHint Read(string path, string body)
    {
        if (!RowHint.TryParse(QueueNames.Wake, body, out var hint))
        {
            throw new FormatException("expected a row, a mark and a count");
        }

        if (string.Equals(path, "/WakeGroup", StringComparison.Ordinal))
        {
            return hint;
        }

        return NoticeId.TryParse(hint.Subject, out var notice)
            ? hint with { Queue = QueueNames.Send(notice.Kind) }
            : throw new FormatException("expected the id of a notice");
    }

    private async Task<bool> IsDone(RowHint hint, Activity? span)
    {
        var time = engine.On.Time;
        using var deadline = new CancellationTokenSource(WorkFor, time);
        try
        {
            await engine.Handle(hint, deadline.Token);
            return true;
        }
        catch (Exception away) when (away is StoreUnavailableException or QueueUnavailableException
            || deadline.IsCancellationRequested)
        {
            Traces.Fail(span, away);
            LogAway(hint.Queue, hint.Tries + 1, away.Message);
        }
        catch (Exception fault) when (hint.Tries < MostFaults)
        {
            Traces.Fail(span, fault);
            LogFault(fault, hint.Queue, hint.Tries + 1);
        }

        return await IsPutBack(hint, time);
    }

    // When not even that can be done the call is held for a while: it is the pause before it is handed out again.
    private async Task<bool> IsPutBack(RowHint hint, TimeProvider time)
    {
        for (var started = time.GetTimestamp(); ; await Task.Delay(PutBackEvery, time, CancellationToken.None))
        {
            using var limit = new CancellationTokenSource(PutBackFor, time);
            try
            {
                await engine.On.Hints.Again(hint, engine.On.Store.UtcNow + Pause(hint.Tries), limit.Token);
                return true;
            }
            catch (Exception away) when (away is QueueUnavailableException or OperationCanceledException)
            {
                if (time.GetElapsedTime(started) >= HoldFor)
                {
                    LogNotPutBack(hint.Queue, away.Message);
                    return false;
                }
            }
        }
    }

    // 5 s, doubling, up to 5 min; up to a half more by chance, so that a crowd does not come back as one.
    private static TimeSpan Pause(int tries)
    {
        var seconds = Math.Min(LongestPause.TotalSeconds, 5 * Math.Pow(2, Math.Min(tries, 10)));
        return TimeSpan.FromSeconds(Math.Min(LongestPause.TotalSeconds, seconds * (1 + (Chance() / 2))));
    }

    private static double Chance() => RandomNumberGenerator.GetInt32(1000) / 1000.0;

    [LoggerMessage(120, LogLevel.Warning, "{Queue}: put back after try {Tries}: {Reason}")]
    private partial void LogAway(string queue, int tries, string reason);

    [LoggerMessage(121, LogLevel.Error, "{Queue}: try {Tries} failed")]
    private partial void LogFault(Exception failure, string queue, int tries);

    [LoggerMessage(122, LogLevel.Error, "{Path}: a message that is none of ours will be a dead letter: {Reason}")]
    private partial void LogForeign(string path, string reason);

    [LoggerMessage(123, LogLevel.Error, "{Queue}: cannot be put back: {Reason}")]
    private partial void LogNotPutBack(string queue, string reason);
}
