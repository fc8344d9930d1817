using Alerting.Core.Templates.Values;

namespace Alerting.Core.Templates.Parsing;

/// <summary>Lines and columns of a text, asked for from its beginning on.</summary>
internal sealed class TextPlace
{
    private int at;

    /// <summary>From 1.</summary>
    public int Line { get; private set; } = 1;

    /// <summary>Bytes of UTF-8 since the line began.</summary>
    public int Column { get; private set; }

    /// <summary>Goes on to a place that is not before the last one.</summary>
    public void Go(string text, int to)
    {
        var passed = text.AsSpan(at, Math.Max(0, to - at));
        for (var end = passed.IndexOf('\n'); end >= 0; end = passed.IndexOf('\n'))
        {
            Line++;
            Column = 0;
            passed = passed[(end + 1)..];
        }

        Column += RawBytes.Length(passed);
        at = Math.Max(at, to);
    }
}
