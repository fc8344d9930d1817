using Alerting.Core.Templates.Html.Contexts;

namespace Alerting.Core.Templates.Html.Transitions.Markup;

/// <summary>URLs, alone and in <c>meta</c>.</summary>
internal static class UrlText
{
    private static readonly string[] ScriptSchemes = ["javascript:", "vbscript:"];

    /// <summary>What part of the URL follows.</summary>
    public static HtmlContext Over(HtmlContext context, ReadOnlySpan<char> text)
    {
        if (context.UrlPart == UrlPart.Script || (context.UrlPart == UrlPart.Start && IsScript(text)))
        {
            return context with { UrlPart = UrlPart.Script };
        }

        if (text.ContainsAny('#', '?'))
        {
            return context with { UrlPart = UrlPart.QueryOrFragment };
        }

        // White space before a URL is no part of it.
        var isBegun = context.UrlPart == UrlPart.Start && TagText.SkipSpace(text) < text.Length;
        return isBegun ? context with { UrlPart = UrlPart.BeforeQuery } : context;
    }

    /// <summary>Up to <c>url=</c>, as in <c>0; url=https://…</c>.</summary>
    public static Step Meta(HtmlContext context, ReadOnlySpan<char> text)
    {
        const string word = "url";
        var from = 0;
        while (text[from..].IndexOf(word, StringComparison.OrdinalIgnoreCase) is >= 0 and var at)
        {
            from += at + word.Length;
            var sign = from + TagText.SkipSpace(text[from..]);
            if (sign < text.Length && text[sign] == '=')
            {
                return new(context with { State = HtmlState.MetaContentUrl }, sign + 1);
            }
        }

        return new(context, text.Length);
    }

    /// <summary>Up to the semicolon behind the URL.</summary>
    public static Step MetaUrl(HtmlContext context, ReadOnlySpan<char> text)
    {
        var end = text.IndexOf(';');
        return end < 0 ? new(context, text.Length) : new(context with { State = HtmlState.MetaContent }, end + 1);
    }

    // Browsers pass over white space and controls, wherever they are.
    private static bool IsScript(ReadOnlySpan<char> text)
    {
        var (scheme, length) = (new char[ScriptSchemes[0].Length], 0);
        for (var i = 0; i < text.Length && length < scheme.Length; i++)
        {
            scheme[length] = text[i];
            length += text[i] > ' ' ? 1 : 0;
        }

        var begin = new string(scheme, 0, length);
        return ScriptSchemes.Any(known => begin.StartsWith(known, StringComparison.OrdinalIgnoreCase));
    }
}
