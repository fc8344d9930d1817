using System.Globalization;
using Alerting.Core.Templates.Html.Transitions.Markup;
using Alerting.Core.Templates.Values;

namespace Alerting.Core.Templates.Html.Escapers;

/// <summary>Values in HTML's own places.</summary>
internal static class HtmlValues
{
    /// <summary>What stands in place of a value that is not allowed where it would be.</summary>
    public const string Refused = "ZgotmplZ";

    private static readonly Replacements InText = new(
        ('\0', "\uFFFD"),
        ('"', "&#34;"),
        ('&', "&amp;"),
        ('\'', "&#39;"),
        ('+', "&#43;"),
        ('<', "&lt;"),
        ('>', "&gt;"));

    // It has its references already.
    private static readonly Replacements InSafeText = InText.Without('&');

    private static readonly Replacements Unquoted = InText.With(
        [
            ('\0', "&#xfffd;"),
            ('\t', "&#9;"),
            ('\n', "&#10;"),
            ('\v', "&#11;"),
            ('\f', "&#12;"),
            ('\r', "&#13;"),
            (' ', "&#32;"),
            ('=', "&#61;"),
            ('`', "&#96;"),
            .. Odd(),
        ]);

    private static readonly Replacements SafeUnquoted = Unquoted.Without('&');

    /// <summary>In text.</summary>
    public static string Text(Content value) => value.Kind == SafeKind.Html ? value.Text : InText.In(value.Text);

    /// <summary>In <c>title</c> and <c>textarea</c>: tags are shown.</summary>
    public static string Rcdata(Content value) =>
        (value.Kind == SafeKind.Html ? InSafeText : InText).In(value.Text);

    /// <summary>In an attribute's value between quotes: tags are left out.</summary>
    public static string Quoted(Content value) => value.Kind == SafeKind.Html
        ? InSafeText.In(TagStripper.Strip(value.Text))
        : InText.In(value.Text);

    /// <summary>In an attribute's value without quotes. None at all would make the next attribute the value.</summary>
    public static string Bare(Content value) => value switch
    {
        { Text: "" } => Refused,
        { Kind: SafeKind.Html } => SafeUnquoted.In(Surrogates(TagStripper.Strip(value.Text))),
        _ => Unquoted.In(Surrogates(value.Text)),
    };

    /// <summary>As the name of an attribute or the end of an element's.</summary>
    public static string Name(Content value)
    {
        var name = value.Text.ToLowerInvariant();
        return AttributeNames.MayBeValue(name) ? name : Refused;
    }

    // Bytes that are no text.
    private static string Surrogates(string text) => text.AsSpan().IndexOfAnyInRange('\uD800', '\uDFFF') < 0
        ? text
        : string.Concat(text.EnumerateRunes().Select(rune => rune.ToString()));

    // Old browsers stop at these.
    private static IEnumerable<(char From, string To)> Odd() => Enumerable.Range(0xfdd0, 0x20)
        .Concat(Enumerable.Range(0xfff0, 0x10))
        .Select(c => ((char)c, string.Create(CultureInfo.InvariantCulture, $"&#x{c:x};")));
}
