using System.Text;
using Alerting.Core.Alerts;
using Alerting.Core.Logs;
using Alerting.Core.Redaction;

namespace Alerting.Adapters.Logs;

/// <summary>Texts of log stores.</summary>
internal static class Words
{
    /// <summary>Characters of a record at the most.</summary>
    public const int LongestRecord = 16 * 1024;

    private const int LongestReason = 300;

    /// <summary>The text of a record: bounded, without terminal escapes and control characters.</summary>
    /// <param name="text">As it came.</param>
    /// <param name="most">Characters at the most; what has so many may have been cut by who answered.</param>
    public static string OfRecord(string text, int most = LongestRecord)
    {
        var isCut = text.Length >= most;
        var bounded = isCut ? WholeWords.EndLost(text.AsSpan(0, most - 1)) : text;
        if (bounded.IndexOfAnyInRange('\u007f', '\u009f') < 0 && bounded.IndexOfAnyInRange('\0', '\u001f') < 0)
        {
            return isCut ? string.Concat(bounded, "…") : text.TrimEnd();
        }

        var clean = Clean(bounded);
        return isCut ? clean + "…" : clean.TrimEnd();
    }

    /// <summary>A reason on one line.</summary>
    public static string OneLine(string text) =>
        BoundedText.Printable(text, LongestReason).Replace('\n', ' ').Trim();

    private static string Clean(ReadOnlySpan<char> text)
    {
        var result = new StringBuilder(text.Length);
        for (var at = 0; at < text.Length;)
        {
            if (text[at] is TerminalEscape.Start or TerminalEscape.Control)
            {
                at += TerminalEscape.Length(text[at..]);
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
}
