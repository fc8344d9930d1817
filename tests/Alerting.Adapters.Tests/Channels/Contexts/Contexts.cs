using Alerting.Core.Logs.Said;

namespace Alerting.Adapters.Tests.Channels.Contexts;

/// <summary>Log contexts to tell.</summary>
internal static class Contexts
{
    private static readonly DateTimeOffset At = new(2026, 11, 21, 11, 59, 0, TimeSpan.Zero);

    public static LogContext Whole { get; } = new()
    {
        FirstError = new(At, "ERROR part 7 is empty", "pods"),
        LastLines = [new(At, "INFO reading", "pods"), new(At, "ERROR part 7 is empty", "pods")],
        Exception = new("ValueError", "part 7 is empty", ["Traceback (most recent call last):", "    ... 2 frames of pandas"]),
        Exit = new("exit code", 1, null, "exit code 1"),
        Signatures = [new("0a1b2c3d", "ValueError: part <*> is empty", 5000, 4000, "part 7", "part-7")],
        Failing = 4000,
        FirstFailing = "part-7",
        Changes = [new("image", "a:1", "a:2")],
        LastGoodRun = "2026-11-20",
        Links = [new("Trace", "https://traces.example.com/1")],
        Related = [new("NodeDown node-3", At, "namespace=ml")],
        Owner = "ml-platform",
        Redacted = 3,
        Sources = [new("cluster-logs", SourceState.Late, 0, "", null, 3000)],
    };

    /// <summary>What imitates each markup there is.</summary>
    public static LogContext Hostile { get; } = Hostiles("<!channel> <script>alert(1)</script> {{ .Evil }} `x` *b* \u202e\u0007");

    /// <summary>All texts as long as they may be, and so many of them.</summary>
    public static LogContext Huge { get; } = Hostiles(new string('<', 2000)) with
    {
        LastLines = [.. Enumerable.Repeat(new LogLine(null, new('"', 2000), "s"), 50)],
    };

    public static LogContext OnlyLate { get; } = new()
    {
        Sources = [new("cluster-logs", SourceState.Late, 0, "", null, 3000)],
    };

    private static LogContext Hostiles(string text) => new()
    {
        FirstError = new(At, text, text),
        LastLines = [new(At, text, text)],
        Exception = new(text, text, [.. Enumerable.Repeat(text, 60)]),
        Exit = new(text, 1, text, text),
        Signatures = [.. Enumerable.Range(0, 10).Select(n => new LogSignature("0a1b2c3d", text + n, 2, 2, text, text))],
        Failing = 2,
        FirstFailing = text,
        Changes = [.. Enumerable.Range(0, 20).Select(_ => new RunChange(text, text, text))],
        LastGoodRun = text,
        Links = [new(text, "https://x.example.com/?a=%3C|x"), new("Bad", "javascript:alert(1)")],
        Related = [new(text, At, text)],
        Owner = text,
        Sources = [new(text, SourceState.Failed, 0, text, null, 1)],
    };
}
