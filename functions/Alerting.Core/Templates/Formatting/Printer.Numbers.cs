using System.Globalization;
using System.Text;

namespace Alerting.Core.Templates.Formatting;

/// <content>Numbers.</content>
internal sealed partial class Printer
{
    private void Whole(ulong bits, bool isSigned, Rune verb, object value)
    {
        switch (verb.Value)
        {
            case 'v' when flags.IsSyntax && !isSigned:
                Hexadecimal(bits, true);
                break;
            case 'v' or 'd':
                Number(bits, 10, isSigned, verb);
                break;
            case 'b':
                Number(bits, 2, isSigned, verb);
                break;
            case 'o' or 'O':
                Number(bits, 8, isSigned, verb);
                break;
            case 'x' or 'X':
                Number(bits, 16, isSigned, verb);
                break;
            case 'c':
                Pad(CharacterOf(bits).ToString());
                break;
            case 'q':
                Pad(Quoted.Character(CharacterOf(bits).Value, flags.Plus));
                break;
            case 'U':
                CodePoint(bits);
                break;
            default:
                Complain(verb, value);
                break;
        }
    }

    private void Hexadecimal(ulong bits, bool hasPrefix)
    {
        var sharp = flags.Sharp;
        flags.Sharp = hasPrefix;
        Number(bits, 16, false, new('v'));
        flags.Sharp = sharp;
    }

    private static Rune CharacterOf(ulong bits) =>
        bits <= 0x10FFFF && Rune.IsValid((int)bits) ? new((int)bits) : Rune.ReplacementChar;

    private void Number(ulong bits, int radix, bool isSigned, Rune verb)
    {
        var isNegative = isSigned && (long)bits < 0;
        var size = isNegative ? unchecked(0 - bits) : bits;
        if (flags.Precision == 0 && size == 0)
        {
            Fill(flags.Width ?? 0, ' ');
            return;
        }

        var hasSign = isNegative || flags.Plus || flags.Space;
        var least = flags.Precision
            ?? (flags.Zero && !flags.Minus && flags.Width is { } width ? width - (hasSign ? 1 : 0) : 0);
        Reserve(least);
        var digits = Digits(size, radix, verb.Value == 'X').PadLeft(Math.Max(0, least), '0');
        Pad(Sign(isNegative) + Prefix(radix, verb, digits) + digits, false);
    }

    private string Sign(bool isNegative) => isNegative ? "-" : flags.Plus ? "+" : flags.Space ? " " : "";

    private string Prefix(int radix, Rune verb, string digits) =>
        (verb.Value == 'O' ? "0o" : "") + (!flags.Sharp ? "" : (radix, digits[0]) switch
        {
            (2, _) => "0b",
            (8, not '0') => "0",
            (16, _) => verb.Value == 'X' ? "0X" : "0x",
            _ => "",
        });

    private static string Digits(ulong size, int radix, bool isUpper)
    {
        if (radix == 10)
        {
            return size.ToString(CultureInfo.InvariantCulture);
        }

        if (radix == 16)
        {
            return size.ToString(isUpper ? "X" : "x", CultureInfo.InvariantCulture);
        }

        var digits = new StringBuilder();
        var bits = radix == 2 ? 1 : 3;
        do
        {
            digits.Insert(0, (char)('0' + (size & (ulong)(radix - 1))));
            size >>= bits;
        }
        while (size > 0);

        return digits.ToString();
    }

    private void CodePoint(ulong bits)
    {
        var digits = flags.Precision is { } precision and > 4 ? precision : 4;
        Reserve(digits);
        var number = "U+" + bits.ToString("X", CultureInfo.InvariantCulture).PadLeft(digits, '0');
        var isShown = flags.Sharp && bits <= 0x10FFFF && Rune.IsValid((int)bits) && Quoted.IsPrintable(new((int)bits));
        Pad(isShown ? $"{number} '{new Rune((int)bits)}'" : number, false);
    }

    private void Float(double number, Rune verb)
    {
        switch (verb.Value)
        {
            case 'v':
                Float(number, 'g', -1);
                break;
            case 'b' or 'g' or 'G' or 'x' or 'X':
                Float(number, (char)verb.Value, -1);
                break;
            case 'f' or 'F' or 'e' or 'E':
                Float(number, verb.Value == 'F' ? 'f' : (char)verb.Value, 6);
                break;
            default:
                Complain(verb, number);
                break;
        }
    }

    private void Float(double number, char format, int usual)
    {
        var precision = flags.Precision ?? usual;
        Reserve(precision);
        var text = FloatText.Of(number, format, precision).TrimStart('+');
        var sign = Sign(text[0] == '-');
        var size = text.TrimStart('-');
        if (!double.IsFinite(number))
        {
            Pad((double.IsNaN(number) || sign.Length > 0 ? sign : "+") + size, false);
            return;
        }

        if (flags.Sharp && format != 'b')
        {
            size = SharpFloat.Of(size, format, precision);
        }

        if (sign.Length > 0 && flags.Zero && flags.Width is { } width && width > size.Length + 1)
        {
            Append(sign);
            Fill(width - size.Length - 1, '0');
            Append(size);
            return;
        }

        Pad(sign + size);
    }
}
