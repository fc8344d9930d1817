namespace Alerting.Core.Logs;

/// <summary>What is meant for a terminal in a text: ECMA-48.</summary>
public static class TerminalEscape
{
    /// <summary>What begins any of it.</summary>
    public const char Start = '\u001b';

    /// <summary>What begins a control sequence in one character.</summary>
    public const char Control = '\u009b';

    private const char Bell = '\u0007';

    /// <summary>How long the one is that a text begins with, at least 1; one that does not end is not worth the rest of
    /// the line.</summary>
    /// <param name="text">Begins with <see cref="Start"/> or <see cref="Control"/>.</param>
    public static int Length(ReadOnlySpan<char> text) => text[0] == Control ? 1 + ControlLength(text[1..])
        : text.Length < 2 ? 1
        : text[1] switch
        {
            '[' => 2 + ControlLength(text[2..]),
            ']' or 'P' or 'X' or '^' or '_' => TextLength(text),
            >= ' ' and <= '/' => Math.Min(3, text.Length),
            >= '0' and <= '~' => 2,
            _ => 1,
        };

    private static int ControlLength(ReadOnlySpan<char> text)
    {
        var length = 0;
        while (length < text.Length && text[length] is >= ' ' and <= '?')
        {
            length++;
        }

        return length < text.Length && text[length] is >= '@' and <= '~' ? length + 1 : length;
    }

    // A text for the terminal ends with BEL or ST.
    private static int TextLength(ReadOnlySpan<char> text)
    {
        var end = text[2..].IndexOfAny(Bell, Start) + 2;
        return end < 2 ? 2
            : text[end] == Bell ? end + 1
            : end + 1 < text.Length && text[end + 1] == '\\' ? end + 2
            : 2;
    }
}
