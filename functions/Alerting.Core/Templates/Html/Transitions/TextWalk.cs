using Alerting.Core.Templates.Html.Contexts;
using Alerting.Core.Templates.Html.Transitions.Markup;

namespace Alerting.Core.Templates.Html.Transitions;

/// <summary>
/// Goes through a text of a template place by place. For one thread; takes time in step with the text's length.
/// </summary>
internal sealed class TextWalk(string text)
{
    // The next end tag is looked for once, not for each string of a script.
    private (string? Name, int At) endTag;

    /// <summary>How far it is.</summary>
    public int Position { get; private set; }

    /// <summary>The place behind the next piece, which stands in the place given.</summary>
    public HtmlContext Next(HtmlContext context)
    {
        if (context.Delimiter != Delimiter.None)
        {
            return Value(context);
        }

        var end = ContentEnd(context);
        return end == Position ? HtmlContext.Start : Over(context, text.AsSpan()[Position..end]);
    }

    private HtmlContext Over(HtmlContext context, ReadOnlySpan<char> piece)
    {
        var step = Transition.Over(context, piece);
        Position += step.Read;
        return step.Next;
    }

    private int ContentEnd(HtmlContext context)
    {
        // In its literals and comments what ends a script is written so that it does not, or left out.
        if (context.Element.EndTag is not { } name || IsKept(context))
        {
            return text.Length;
        }

        if (endTag.Name != name || endTag.At < Position)
        {
            var found = EndTag.IndexIn(text.AsSpan(Position), name);
            endTag = (name, found < 0 ? text.Length : Position + found);
        }

        return endTag.At;
    }

    private static bool IsKept(HtmlContext context) => context.Element == HtmlElement.Script
        && (context.State.IsScriptLiteral || context.State.IsComment);

    private HtmlContext Value(HtmlContext context)
    {
        var rest = text.AsSpan(Position);
        var end = rest.IndexOfAny(Ends(context.Delimiter));
        var value = end < 0 ? rest : rest[..end];
        if (context.Delimiter == Delimiter.SpaceOrTagEnd && value.IndexOfAny("\"'<=`") is >= 0 and var odd)
        {
            // Browsers differ in where such a value ends.
            Position = text.Length;
            return HtmlContext.Failed($"{Excerpt.Of(value.Slice(odd, 1))} in unquoted attr: {Excerpt.Of(value)}");
        }

        if (end < 0)
        {
            Position = text.Length;
            return Inside(context, value);
        }

        Position += context.Delimiter == Delimiter.SpaceOrTagEnd ? end : end + 1;
        return new() { State = HtmlState.Tag, Element = ElementOf(context, value) };
    }

    private static HtmlContext Inside(HtmlContext context, ReadOnlySpan<char> value)
    {
        var decoded = References.Decoded(value);
        while (!decoded.IsEmpty)
        {
            var step = Transition.Over(context, decoded);
            context = step.Next;
            decoded = decoded[step.Read..];
        }

        if (References.IsCut(value) && IsCode(context))
        {
            return HtmlContext.Failed($"unfinished character reference: {Excerpt.Of(value)}");
        }

        return context.Attribute == HtmlAttribute.ScriptType ? context.WithoutType() : context;
    }

    // Where a value that goes on with a reference could end a string or name a scheme.
    private static bool IsCode(HtmlContext context) => context.State.IsScriptLiteral || context.State.IsStyle
        || (context.State == HtmlState.Url && context.UrlPart != UrlPart.QueryOrFragment);

    private static HtmlElement ElementOf(HtmlContext context, ReadOnlySpan<char> value) =>
        context.Attribute == HtmlAttribute.ScriptType && !ScriptTypes.IsJs(value) ? HtmlElement.None : context.Element;

    private static string Ends(Delimiter delimiter) => delimiter switch
    {
        Delimiter.None => "",
        Delimiter.DoubleQuote => "\"",
        Delimiter.SingleQuote => "'",
        Delimiter.SpaceOrTagEnd => " \t\n\f\r>",
    };
}
