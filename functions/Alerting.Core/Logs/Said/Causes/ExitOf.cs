using System.Globalization;
using Alerting.Core.Logs.Said.Lines;

namespace Alerting.Core.Logs.Said.Causes;

/// <summary>
/// How what ran came to its end, from what the run says, the alert's labels and annotations, and lines. A word that
/// says why counts more than a signal, a signal more than an exit code; what the run says of itself more than what
/// lines do.
/// </summary>
internal sealed class ExitOf
{
    private const int LongestReason = 100;

    private static readonly string[] Reasons = ["reason", "exit_reason", "termination_reason"];
    private static readonly string[] CodeNames = ["exit_code", "exitcode", "exitCode"];
    private static readonly string[] CodeWords = ["exit code ", "exit code: ", "exited with code ", "exit status ",
        "exitCode: "];

    private string? kind;
    private string? word;
    private int? code;
    private string? signal;

    /// <summary>The reason; null when nothing tells.</summary>
    public static ExitReason? Of(FailedThing? thing, AlertTold alert, IReadOnlyList<LogUnit> units)
    {
        var exit = new ExitOf();
        if (thing?.Run is { Words: var words })
        {
            exit.Say(words.Reason ?? "");
            exit.code = words.ExitCode is 0 ? null : words.ExitCode;
            exit.signal = ExitWords.Signal(words.Signal ?? "");
            exit.Hear(words.Message ?? "");
        }

        exit.Read(alert);
        exit.Hear(units);
        return exit.Reason();
    }

    // A program that says how bad a line is, and not that it is an error, tells of no end.
    private void Hear(IReadOnlyList<LogUnit> units)
    {
        var own = kind;
        signal ??= SignalOfCode();
        foreach (var unit in units.Where(unit => unit.IsError || unit.Level is null))
        {
            foreach (var line in unit.Stack is { } stack ? [unit.Text, stack.Says] : unit.Lines)
            {
                Hear(line);
            }
        }

        kind = own is null && word is null ? kind : own;
    }

    private void Read(AlertTold alert)
    {
        foreach (var name in Reasons)
        {
            Say(alert.Annotations[name]);
            Say(alert.Labels[name]);
        }

        foreach (var name in CodeNames)
        {
            code ??= Number(alert.Annotations[name]) ?? Number(alert.Labels[name]);
        }

        signal ??= ExitWords.Signal(alert.Annotations["signal"]) ?? ExitWords.Signal(alert.Labels["signal"]);
    }

    // One word that says why; one that is unknown counts where nothing else does.
    private void Say(string reason)
    {
        Weigh(reason.Length > 0 ? ExitWords.Kind(reason) : null);
        if (reason.Length > 0 && reason is not ("Error" or "Completed" or "Failed") && !reason.Contains(' '))
        {
            word ??= LineText.OneLine(reason, LongestReason);
        }
    }

    private void Hear(string line)
    {
        Weigh(ExitWords.Kind(line));
        signal ??= ExitWords.SignalIn(line);
        foreach (var words in CodeWords)
        {
            var at = code is null ? line.IndexOf(words, StringComparison.OrdinalIgnoreCase) : -1;
            code ??= at < 0 ? null : Number(line.AsSpan(at + words.Length));
        }
    }

    private void Weigh(string? other)
    {
        if (other is not null && (kind is null || ExitWords.Rank(other) < ExitWords.Rank(kind)))
        {
            kind = other;
        }
    }

    private string? SignalOfCode() => code is { } number ? ExitWords.SignalOf(number) : null;

    private static int? Number(ReadOnlySpan<char> text)
    {
        var end = text.IndexOfAnyExceptInRange('0', '9') is >= 0 and var stop ? stop : text.Length;
        return end is > 0 and < 4 && int.TryParse(text[..end], NumberStyles.None, CultureInfo.InvariantCulture,
            out var number)
            && number > 0 ? number : null;
    }

    private ExitReason? Reason()
    {
        signal ??= SignalOfCode();
        var named = kind ?? word ?? (signal is not null ? "signal" : code is not null ? "exit code" : null);
        return named is null ? null : new(named, code, signal, Text(named));
    }

    private string Text(string named)
    {
        var exit = code is { } number ? string.Create(CultureInfo.InvariantCulture, $"exit code {number}") : null;
        return named switch
        {
            "exit code" => exit!,
            "signal" => signal + (exit is null ? "" : $" ({exit})")
                + (signal == "SIGKILL" ? ": often for lack of memory" : ""),
            _ => $"{named}{(ExitWords.Says(named) is { } says ? ": " + says : "")}{Behind(exit)}",
        };
    }

    private string Behind(string? exit)
    {
        string[] known = [.. new[] { exit, signal }.OfType<string>()];
        return known.Length == 0 ? "" : $" ({string.Join(", ", known)})";
    }
}
