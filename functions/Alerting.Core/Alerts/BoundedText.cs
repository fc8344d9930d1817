using System.Text;

namespace Alerting.Core.Alerts;

/// <summary>
/// Texts cut to a vendor's limit, never inside a character; control characters never pass, nor marks that turn the
/// direction of what follows (<c>Bidi_Control</c> of Unicode), by which a text can be made to read as another one.
/// </summary>
public static class BoundedText
{
    /// <summary>At most as many UTF-16 units, the last one an ellipsis when something was cut.</summary>
    public static string Cut(string text, int most) =>
        text.Length <= most ? text : text[..(char.IsHighSurrogate(text[most - 2]) ? most - 2 : most - 1)] + "…";

    /// <summary>
    /// The text with each character as <paramref name="escape"/> writes it, within a limit that counts the escapes.
    /// Stops at the limit, so that a text of any length costs no more than its beginning.
    /// </summary>
    /// <param name="text">Any text; half a surrogate pair becomes U+FFFD.</param>
    /// <param name="most">UTF-16 units at the most, at least 1.</param>
    /// <param name="escape">What stands for a character; null for itself.</param>
    public static string Escape(string text, int most, Func<Rune, string?> escape)
    {
        var result = new StringBuilder();
        Span<char> itself = stackalloc char[2];
        foreach (var rune in text.EnumerateRunes())
        {
            ReadOnlySpan<char> piece = escape(rune) is { } shown ? shown : itself[..rune.EncodeToUtf16(itself)];
            if (result.Length + piece.Length > most - 1)
            {
                return result.Append('…').ToString();
            }

            result.Append(piece);
        }

        return result.ToString();
    }

    /// <summary>For people's eyes: control characters but the newline become U+FFFD, a tab a space.</summary>
    public static string Printable(string text, int most) => Escape(text, most, Visible);

    /// <summary>The same within a limit of characters (Unicode scalar values), as Alertmanager counts.</summary>
    public static string Runes(string text, int most)
    {
        var pieces = text.EnumerateRunes().Select(rune => Visible(rune) ?? rune.ToString());
        string[] kept = [.. pieces.Where(piece => piece.Length > 0).Take(most + 1)];
        return kept.Length <= most ? string.Concat(kept) : string.Concat(kept.Take(most - 1)) + "…";
    }

    /// <summary>What stands for a character that must not be printed; null for one that may.</summary>
    public static string? Visible(Rune rune) => rune.Value switch
    {
        '\n' => null,
        '\r' => "",
        '\t' => " ",
        0x061C or 0x200E or 0x200F or (>= 0x202A and <= 0x202E) or (>= 0x2066 and <= 0x2069) => "\uFFFD",
        _ => Rune.IsControl(rune) ? "\uFFFD" : null,
    };
}
