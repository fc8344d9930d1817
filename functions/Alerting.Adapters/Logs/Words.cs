using System.Text;
using Alerting.Core.Alerts;
using Alerting.Core.Jobs.Events;

namespace Alerting.Adapters.Logs;

/// <summary>Texts of log stores.</summary>
internal static class Words
{
    /// <summary>Characters of a record at the most.</summary>
    public const int LongestRecord = 16 * 1024;

    private const int LongestReason = 300;
    private const char Escape = '\u001b';
    private const char Bell = '\u0007';

    /// <summary>The text of a record: bounded, without terminal escapes and control characters.</summary>
    public static string OfRecord(string text)
    {
        var isCut = text.Length > LongestRecord;
        var bounded = isCut ? text.AsSpan(0, LongestRecord - 1) : text;
        if (bounded.IndexOfAnyInRange('\u007f', '\u009f') < 0 && bounded.IndexOfAnyInRange('\0', '\u001f') < 0)
        {
            return isCut ? string.Concat(Whole(bounded), "…") : text.TrimEnd();
        }

        var clean = Clean(bounded);
        return isCut ? clean + "…" : clean.TrimEnd();
    }

    /// <summary>A reason on one line.</summary>
    public static string OneLine(string text) =>
        BoundedText.Printable(text, LongestReason).Replace('\n', ' ').Trim();

    /// <summary>A level as programs write it; null for any other word.</summary>
    public static Level? LevelOf(string? word) => word?.Trim().ToUpperInvariant() switch
    {
        "TRACE" or "DEBUG" or "VERBOSE" or "DBG" or "D" => Level.Debug,
        "INFO" or "INFORMATION" or "INFORMATIONAL" or "NOTICE" or "DEFAULT" or "I" => Level.Info,
        "WARN" or "WARNING" or "W" => Level.Warning,
        "ERROR" or "ERR" or "SEVERE" or "E" => Level.Error,
        "CRITICAL" or "FATAL" or "CRIT" or "ALERT" or "EMERGENCY" or "EMERG" or "PANIC" or "F" => Level.Critical,
        _ => null,
    };

    private static ReadOnlySpan<char> Whole(ReadOnlySpan<char> text) =>
        char.IsHighSurrogate(text[^1]) ? text[..^1] : text;

    private static string Clean(ReadOnlySpan<char> text)
    {
        var result = new StringBuilder(text.Length);
        for (var at = 0; at < text.Length;)
        {
            if (text[at] == Escape)
            {
                at += EscapeLength(text[at..]);
                continue;
            }

            result.Append(text[at] switch
            {
                '\n' or '\t' => text[at],
                var c when char.IsControl(c) => c == '\r' ? '\n' : '\uFFFD',
                var c => c,
            });
            at += text[at] == '\r' && at + 1 < text.Length && text[at + 1] == '\n' ? 2 : 1;
        }

        return result.ToString();
    }

    // ECMA-48: CSI up to its final byte, OSC up to BEL or ST, else one more character.
    private static int EscapeLength(ReadOnlySpan<char> text)
    {
        if (text.Length < 2)
        {
            return text.Length;
        }

        if (text[1] == ']')
        {
            var end = text.IndexOfAny(Bell, '\n');
            return end < 0 ? text.Length : text[end] == Bell ? end + 1 : end;
        }

        if (text[1] != '[')
        {
            return 2;
        }

        var at = 2;
        while (at < text.Length && text[at] is >= ' ' and <= '?')
        {
            at++;
        }

        return at < text.Length && text[at] is >= '@' and <= '~' ? at + 1 : at;
    }
}
