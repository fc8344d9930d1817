using System.Globalization;
using System.Text;
using Alerting.Core.Templates.Values;

namespace Alerting.Core.Templates.Formatting;

/// <content>Texts.</content>
internal sealed partial class Printer
{
    private void Text(string text, Rune verb, object value)
    {
        switch (verb.Value)
        {
            case 'v' when flags.IsSyntax:
            case 'q':
                Quote(Truncated(text));
                break;
            case 'v' or 's':
                Pad(Truncated(text));
                break;
            case 'x':
                Hexadecimal(text, "x2");
                break;
            case 'X':
                Hexadecimal(text, "X2");
                break;
            default:
                Complain(verb, value);
                break;
        }
    }

    private void Quote(string text) => Pad(
        flags.Sharp && Quoted.CanBackquote(text) ? $"`{text}`"
        : flags.Plus ? Quoted.Ascii(text)
        : Quoted.Of(text));

    // To as many runes as the precision says.
    private string Truncated(string text)
    {
        if (flags.Precision is not { } most || text.Length <= most)
        {
            return text;
        }

        var end = 0;
        for (; most > 0 && end < text.Length; most--)
        {
            end += char.IsHighSurrogate(text[end]) && end + 1 < text.Length ? 2 : 1;
        }

        return text[..end];
    }

    private void Hexadecimal(string text, string format)
    {
        ReadOnlySpan<byte> bytes = RawBytes.Of(text);
        bytes = flags.Precision is { } most && most < bytes.Length ? bytes[..most] : bytes;
        if (bytes.Length == 0)
        {
            Fill(flags.Width ?? 0, flags.Zero ? '0' : ' ');
            return;
        }

        Reserve(bytes.Length * 2);
        var prefix = flags.Sharp ? "0" + format[0] : "";
        var digits = new StringBuilder(prefix);
        for (var i = 0; i < bytes.Length; i++)
        {
            digits.Append(flags.Space && i > 0 ? " " + prefix : "");
            digits.Append(bytes[i].ToString(format, CultureInfo.InvariantCulture));
        }

        Pad(digits.ToString());
    }
}
