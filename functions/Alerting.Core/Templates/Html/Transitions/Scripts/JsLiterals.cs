using Alerting.Core.Templates.Html.Contexts;

namespace Alerting.Core.Templates.Html.Transitions.Scripts;

/// <summary>Strings and regular expressions of scripts.</summary>
internal static class JsLiterals
{
    private const string ScriptEnd = "</script";

    /// <summary>Up to behind the closing quote.</summary>
    public static Step Quoted(HtmlContext context, ReadOnlySpan<char> text)
    {
        var quote = context.State == HtmlState.JsDoubleQuoted ? '"' : '\'';
        var from = 0;
        while (text[from..].IndexOfAny('\\', quote) is >= 0 and var found)
        {
            from += found;
            if (text[from] == quote)
            {
                return new(Behind(context), from + 1);
            }

            if ((from += 2) > text.Length)
            {
                return Unfinished(text, "escape sequence in JS string");
            }
        }

        return new(context, text.Length);
    }

    /// <summary>Up to behind the closing slash.</summary>
    public static Step Regexp(HtmlContext context, ReadOnlySpan<char> text)
    {
        var isInSet = false;
        var from = 0;
        while (text[from..].IndexOfAny("\\/[]") is >= 0 and var found)
        {
            from += found;
            if (text[from] == '\\' && from + 1 == text.Length)
            {
                return Unfinished(text, "escape sequence in JS string");
            }

            if (text[from] == '/' && IsScriptEnd(text, from))
            {
                context = context with { IsDoubtful = true };
            }
            else if (text[from] == '/' && !isInSet)
            {
                return new(Behind(context), from + 1);
            }

            isInSet = text[from] == '[' || (isInSet && text[from] != ']');
            from += text[from] == '\\' ? 2 : 1;
        }

        return isInSet ? Unfinished(text, "JS regexp charset") : new(context, text.Length);
    }

    /// <summary>Up to behind the closing backquote or a <c>${</c>.</summary>
    public static Step Template(HtmlContext context, ReadOnlySpan<char> text)
    {
        var from = 0;
        while (text[from..].IndexOfAny('\\', '$', '`') is >= 0 and var found)
        {
            from += found;
            if (text[from] == '`')
            {
                return new(Behind(context), from + 1);
            }

            if (text[from] == '\\' && from + 1 == text.Length)
            {
                return Unfinished(text, "escape sequence in JS string");
            }

            if (text[from..].StartsWith("${", StringComparison.Ordinal))
            {
                return new(Interpolated(context), from + 2);
            }

            from += text[from] == '\\' ? 2 : 1;
        }

        return new(context, text.Length);
    }

    private static HtmlContext Behind(HtmlContext context) =>
        context with { State = HtmlState.Js, Slash = SlashMeaning.Division };

    private static HtmlContext Interpolated(HtmlContext context)
    {
        var inner = new Interpolation(0, context.Interpolation);
        return inner.Depth > Interpolation.DeepestAllowed
            ? HtmlContext.Failed("too many JS template literals within each other")
            : context with { State = HtmlState.Js, Slash = SlashMeaning.Regexp, Interpolation = inner };
    }

    // It is written so that it ends no script; whether it ends the expression is not sure.
    private static bool IsScriptEnd(ReadOnlySpan<char> text, int slash) => slash > 0
        && text[(slash - 1)..].StartsWith(ScriptEnd, StringComparison.OrdinalIgnoreCase);

    private static Step Unfinished(ReadOnlySpan<char> text, string what) =>
        new(HtmlContext.Failed($"unfinished {what}: {Excerpt.Of(text)}"), text.Length);
}
