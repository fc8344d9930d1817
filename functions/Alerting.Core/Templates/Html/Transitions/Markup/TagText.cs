using Alerting.Core.Templates.Html.Contexts;

namespace Alerting.Core.Templates.Html.Transitions.Markup;

/// <summary>Text, tags and the names of attributes.</summary>
internal static class TagText
{
    private const string Comments = "<!--";
    private const string Space = " \t\n\f\r";

    /// <summary>Up to a tag or comment.</summary>
    public static Step Text(HtmlContext context, ReadOnlySpan<char> text)
    {
        var from = 0;
        while (true)
        {
            var open = text[from..].IndexOf('<');
            if (open < 0 || (from += open + 1) == text.Length)
            {
                return new(context, text.Length);
            }

            if (text[(from - 1)..].StartsWith(Comments, StringComparison.Ordinal))
            {
                return new(new() { State = HtmlState.HtmlComment }, from - 1 + Comments.Length);
            }

            var isEnd = text[from] == '/';
            from += isEnd ? 1 : 0;
            if (NameLength(text[from..]) is > 0 and var length)
            {
                return new(AfterTagName(text[from..], length, isEnd), from + length);
            }
        }
    }

    /// <summary>The name of an attribute, or the tag's end.</summary>
    public static Step Tag(HtmlContext context, ReadOnlySpan<char> text)
    {
        // A slash that is not in a value parts names, as a space does.
        var start = Skip(text, Space + "/");
        if (start == text.Length)
        {
            return new(context, text.Length);
        }

        if (text[start] == '>')
        {
            return new(context.Element.Content(), start + 1);
        }

        var rest = text[start..];
        var length = NameEnd(rest);
        if (length == 0 || IsBroken(rest, length))
        {
            return new(HtmlContext.Failed(
                $"expected space, attr name, or end of tag, but got {Excerpt.Of(rest)}"), text.Length);
        }

        return new(Named(context, rest[..length], length == rest.Length), start + length);
    }

    /// <summary>Goes on with a name, or finds its end.</summary>
    public static Step Name(HtmlContext context, ReadOnlySpan<char> text)
    {
        var end = NameEnd(text);
        if (IsBroken(text, end) || (end > 0 && context.State == HtmlState.PartialName))
        {
            return new(HtmlContext.Failed($"{Excerpt.Of(text)} in attribute name"), text.Length);
        }

        return new(end == text.Length ? context : context with { State = HtmlState.AfterName }, end);
    }

    /// <summary>An equals sign, or what follows an attribute without a value.</summary>
    public static Step AfterName(HtmlContext context, ReadOnlySpan<char> text)
    {
        var start = Skip(text, Space);
        if (start == text.Length)
        {
            return new(context, start);
        }

        return text[start] == '='
            ? new(context with { State = HtmlState.BeforeValue }, start + 1)
            : new(context with { State = HtmlState.Tag, Attribute = HtmlAttribute.None }, start);
    }

    /// <summary>A quote, or the beginning of a value without quotes.</summary>
    public static Step BeforeValue(HtmlContext context, ReadOnlySpan<char> text)
    {
        var start = Skip(text, Space);
        if (start == text.Length)
        {
            return new(context, start);
        }

        var delimiter = text[start] switch
        {
            '"' => Delimiter.DoubleQuote,
            '\'' => Delimiter.SingleQuote,
            _ => Delimiter.SpaceOrTagEnd,
        };
        var value = context with { State = context.Attribute.ValueState(), Delimiter = delimiter };
        return new(value, delimiter == Delimiter.SpaceOrTagEnd ? start : start + 1);
    }

    /// <summary>Up to the comment's end.</summary>
    public static Step Comment(HtmlContext context, ReadOnlySpan<char> text)
    {
        var end = text.IndexOf("-->", StringComparison.Ordinal);
        return end < 0 ? new(context, text.Length) : new(HtmlContext.Start, end + 3);
    }

    /// <summary>How many white characters of HTML a text begins with.</summary>
    public static int SkipSpace(ReadOnlySpan<char> text) => Skip(text, Space);

    private static HtmlContext AfterTagName(ReadOnlySpan<char> text, int length, bool isEnd)
    {
        var isWhole = length == text.Length || (Space + "/>").Contains(text[length], StringComparison.Ordinal);
        var element = isWhole && !isEnd ? Elements.Of(text[..length]) : HtmlElement.None;

        // What is added to the name must not make another element of it.
        var isOpen = length == text.Length && !isEnd && Elements.MayBecomeRaw(text[..length]);
        return new() { State = isOpen ? HtmlState.PartialName : HtmlState.Tag, Element = element };
    }

    private static HtmlContext Named(HtmlContext context, ReadOnlySpan<char> written, bool isCut)
    {
        var name = written.ToString().ToLowerInvariant();
        var attribute = (context.Element, name) switch
        {
            (HtmlElement.Script, "type") => HtmlAttribute.ScriptType,
            (HtmlElement.Meta, "content") => HtmlAttribute.MetaContent,
            _ => AttributeNames.KindOf(name),
        };
        return new()
        {
            State = !isCut ? HtmlState.AfterName
                : AttributeNames.IsSettled(name) ? HtmlState.AttributeName
                : HtmlState.PartialName,
            Attribute = attribute,
            Element = attribute == HtmlAttribute.ScriptType ? HtmlElement.TypedScript : context.Element,
        };
    }

    private static int NameLength(ReadOnlySpan<char> text)
    {
        if (text.IsEmpty || !char.IsAsciiLetter(text[0]))
        {
            return 0;
        }

        var length = 1;
        while (length < text.Length)
        {
            // x-y and x:y are names, x- and x--y are not.
            var isPart = text[length] is ':' or '-' && length + 1 < text.Length;
            if (!char.IsAsciiLetterOrDigit(text[isPart ? length + 1 : length]))
            {
                break;
            }

            length += isPart ? 2 : 1;
        }

        return length;
    }

    private static int NameEnd(ReadOnlySpan<char> text)
    {
        var end = text.IndexOfAny(Space + "/=>'\"<");
        return end < 0 ? text.Length : end;
    }

    // Quotes in names are a sign of one that is missing elsewhere.
    private static bool IsBroken(ReadOnlySpan<char> text, int end) =>
        end < text.Length && text[end] is '\'' or '"' or '<';

    private static int Skip(ReadOnlySpan<char> text, string what)
    {
        var start = text.IndexOfAnyExcept(what);
        return start < 0 ? text.Length : start;
    }
}
