using System.Buffers;
using System.Text;
using Alerting.Core.Templates.Html.Contexts;
using Alerting.Core.Templates.Html.Transitions;
using Alerting.Core.Templates.Html.Transitions.Markup;

namespace Alerting.Core.Templates.Html.Escapers;

/// <summary>The text of HTML that is safe: <c>&lt;b&gt;&amp;iexcl;Hi&lt;/b&gt;</c> to <c>&amp;iexcl;Hi</c>.</summary>
internal static class TagStripper
{
    private static readonly SearchValues<char> BareEnds = SearchValues.Create(" \t\n\f\r>");

    /// <summary>
    /// The text without tags and comments; of an unfinished tag nothing is left, but what only begins one stays.
    /// </summary>
    public static string Strip(string html)
    {
        var isAllText = true;
        var (text, context) = (new StringBuilder(html.Length), HtmlContext.Start);
        var rest = html.AsSpan();
        while (!rest.IsEmpty)
        {
            var step = context.Delimiter == Delimiter.None ? Content(context, rest) : Value(context, rest);
            if (context.State is HtmlState.Text or HtmlState.Rcdata)
            {
                var tag = step.Next.State == context.State ? -1 : rest[..step.Read].LastIndexOf('<');
                text.Append(rest[..(tag < 0 ? step.Read : tag)]);
            }
            else
            {
                isAllText = false;
            }

            context = step.Next;
            rest = rest[step.Read..];
        }

        return isAllText ? html : text.ToString();
    }

    // Scripts and styles are passed over up to their end, as what is not shown.
    private static Step Content(HtmlContext context, ReadOnlySpan<char> rest)
    {
        if (context.State.IsInTag || context.Element.EndTag is not { } name)
        {
            return Transition.Over(context, rest);
        }

        var end = EndTag.IndexIn(rest, name);
        return end < 0 ? new(context, rest.Length) : new(HtmlContext.Start, end);
    }

    private static Step Value(HtmlContext context, ReadOnlySpan<char> rest)
    {
        var end = context.Delimiter switch
        {
            Delimiter.None => -1,
            Delimiter.DoubleQuote => rest.IndexOf('"') + 1,
            Delimiter.SingleQuote => rest.IndexOf('\'') + 1,
            Delimiter.SpaceOrTagEnd => rest.IndexOfAny(BareEnds),
        };
        return end < 0 || (end == 0 && context.Delimiter != Delimiter.SpaceOrTagEnd)
            ? new(context, rest.Length)
            : new(new() { State = HtmlState.Tag, Element = context.Element }, end);
    }
}
