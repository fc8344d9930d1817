using System.Globalization;
using System.Text;
using Alerting.Core.Templates.Values;

namespace Alerting.Core.Templates.Times;

/// <summary>Reads times in layouts of Go, without a zone as UTC. For one text and one thread.</summary>
internal sealed partial class TimeReader
{
    private readonly string layout;
    private readonly string text;
    private readonly ParsedTime parsed = new();
    private int at;
    private string? outOfRange;

    private TimeReader(string layout, string text)
    {
        this.layout = layout;
        this.text = text;
    }

    private ReadOnlySpan<char> Rest => text.AsSpan(at);

    /// <summary>The time, or null and Go's words.</summary>
    public static Time? Read(string layout, string text, out string problem) =>
        new TimeReader(layout, text).Read(out problem);

    private Time? Read(out string problem)
    {
        var from = 0;
        while (true)
        {
            var element = LayoutElement.Next(layout, from);
            var before = layout[from..element.At];
            if (!Skip(before))
            {
                problem = Mismatch(before);
                return null;
            }

            if (element.Part == LayoutPart.None)
            {
                break;
            }

            var written = layout.Substring(element.At, element.Length);
            var fits = Take(element.Part, written, element.End);
            if (outOfRange is not null || !fits)
            {
                problem = outOfRange is null ? Mismatch(written) : Wrong(outOfRange + " out of range");
                return null;
            }

            from = element.End;
        }

        return Whole(out problem);
    }

    private Time? Whole(out string problem)
    {
        if (at < text.Length)
        {
            problem = Wrong("extra text: " + Quote(text[at..]));
            return null;
        }

        var time = parsed.Made(out problem);
        problem = time is null ? Wrong(problem) : "";
        return time;
    }

    private string Mismatch(string expected) =>
        $"parsing time {Quote(text)} as {Quote(layout)}: cannot parse {Quote(text[at..])} as {Quote(expected)}";

    private string Wrong(string problem) => $"parsing time {Quote(text)}: {problem}";

    // Runs of spaces are the same as one.
    private bool Skip(string prefix)
    {
        for (var i = 0; i < prefix.Length;)
        {
            if (prefix[i] == ' ')
            {
                if (Rest.Length > 0 && Rest[0] != ' ')
                {
                    return false;
                }

                i += prefix.Length - i - prefix.AsSpan(i).TrimStart(' ').Length;
                at = text.Length - Rest.TrimStart(' ').Length;
                continue;
            }

            if (Rest.Length == 0 || Rest[0] != prefix[i])
            {
                return false;
            }

            at++;
            i++;
        }

        return true;
    }

    // As Go's package time quotes, which is not as everything else does.
    private static string Quote(string text)
    {
        var quoted = new StringBuilder("\"");
        foreach (var c in RawBytes.Of(text))
        {
            _ = c is >= 0x80 or < (byte)' '
                ? quoted.Append(CultureInfo.InvariantCulture, $"\\x{c:x2}")
                : (c is (byte)'"' or (byte)'\\' ? quoted.Append('\\') : quoted).Append((char)c);
        }

        return quoted.Append('"').ToString();
    }
}
