using System.Buffers;
using System.Collections.Frozen;
using System.Globalization;
using System.Text;
using Alerting.Core.Templates.Html.Transitions.Styles;

namespace Alerting.Core.Templates.Html.Escapers;

/// <summary>Values in style sheets.</summary>
internal static class CssValues
{
    // In strings, where the first hex digit behind an escape would be part of it.
    private static readonly FrozenSet<char> InString = "\0\t\n\f\r\"&'()+/:;<>{}".ToFrozenSet();

    private static readonly SearchValues<char> Refused = SearchValues.Create("\0\"'()/;@[\\]`{}<>");

    /// <summary>In a string.</summary>
    public static string Quoted(Content value)
    {
        var (text, result) = (value.Text, new StringBuilder(value.Text.Length));
        for (var i = 0; i < text.Length; i++)
        {
            var code = InString.Contains(text[i]) ? ((int)text[i]).ToString("x", CultureInfo.InvariantCulture) : null;
            _ = code is null
                ? result.Append(text[i] == '\\' ? @"\\" : text.AsSpan(i, 1))
                : result.Append('\\').Append(code).Append(IsSeparate(text.AsSpan(i + 1)) ? "" : " ");
        }

        return result.ToString();
    }

    /// <summary>As a word, a quantity or a colour; anything that could be more is refused.</summary>
    public static string Word(Content value)
    {
        var text = CssEscapes.Decoded(value.Text).ToString();
        if (text.AsSpan().ContainsAny(Refused) || HasInnerDashes(text))
        {
            return HtmlValues.Refused;
        }

        // Old browsers run these, however they are broken up.
        var letters = string.Concat(text.Where(c => char.IsAsciiLetterOrDigit(c) || c == '_'));
        return letters.Contains("expression", StringComparison.OrdinalIgnoreCase)
            || letters.Contains("mozbinding", StringComparison.OrdinalIgnoreCase)
            ? HtmlValues.Refused
            : text;
    }

    private static bool IsSeparate(ReadOnlySpan<char> behind) => behind.Length > 0
        && !char.IsAsciiHexDigit(behind[0]) && !"\t\n\f\r ".Contains(behind[0], StringComparison.Ordinal);

    private static bool HasInnerDashes(string text) => text.Contains("--", StringComparison.Ordinal);
}
