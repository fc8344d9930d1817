namespace Alerting.Core.Templates.Html.Transitions;

/// <summary>Template text as messages show it.</summary>
internal static class Excerpt
{
    private const int Longest = 32;

    /// <summary>In quotes, on one line, cut short.</summary>
    public static string Of(ReadOnlySpan<char> text)
    {
        var shown = text.Length > Longest ? text[..Longest] : text;
        return '"' + shown.ToString().Replace("\n", "\\n", StringComparison.Ordinal)
            .Replace("\r", "\\r", StringComparison.Ordinal) + '"';
    }
}
