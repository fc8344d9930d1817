namespace Alerting.Core.Templates.Html.Transitions.Markup;

/// <summary>The tag that ends a script, a style sheet or a title, wherever it stands in there.</summary>
internal static class EndTag
{
    // A carriage return is a line's end to HTML before anything else looks at it.
    private const string Separators = "> \t\n\f\r/";

    /// <summary>Where the first one begins; -1 when there is none.</summary>
    public static int IndexIn(ReadOnlySpan<char> text, string name)
    {
        var from = 0;
        while (text[from..].IndexOf("</", StringComparison.Ordinal) is >= 0 and var found)
        {
            var at = from + found;
            from = at + 2;
            var rest = text[from..];
            if (rest.Length > name.Length && rest.StartsWith(name, StringComparison.OrdinalIgnoreCase)
                && Separators.Contains(rest[name.Length], StringComparison.Ordinal))
            {
                return at;
            }
        }

        return -1;
    }
}
