namespace Alerting.Core.Redaction.Scanning;

/// <summary>
/// Phone and card numbers. A phone number is one with a plus sign before it, or as North America writes it; a card
/// number has the beginning, the length and the check digit of one: most numbers in a log are neither.
/// </summary>
internal static class Numbers
{
    private const int Longest = 40;
    private const int MostDigits = 19;

    /// <summary>The number that begins there, and where the next may.</summary>
    public static (Cut Found, int Next) Scan(ref Reading text, int start)
    {
        Span<char> digits = stackalloc char[MostDigits + 1];
        var isPhone = text[start] is '+' or '(';
        var (count, end) = Read(ref text, start + (isPhone ? 1 : 0), digits, isPhone);
        if (count == 0 || IsPartBefore(text.Before(start), isPhone) || IsPartAfter(ref text, end))
        {
            return (Cut.None, Math.Max(start + 1, isPhone && count == 0 ? start + 1 : end));
        }

        var number = digits[..Math.Min(count, digits.Length)];
        var shape = text.Text[start..end];
        var found = text[start] == '+' ? count is >= 8 and <= 15 && number[0] != '0' && !IsFlat(shape)
            : IsNorthAmerican(shape) || (text[start] != '(' && IsCard(number) && IsGrouped(shape)
                && !IsId(ref text, start));
        return (found ? new(start, end) : Cut.None, Math.Max(start + 1, end));
    }

    // Digits with single spaces, dashes, dots and brackets between them; ends with a digit.
    private static (int Count, int End) Read(ref Reading text, int start, scoped Span<char> digits, bool isPhone)
    {
        var (count, end) = (0, start);
        for (var at = start; ; at++)
        {
            var c = text[at];
            if (char.IsAsciiDigit(c))
            {
                digits[Math.Min(count++, digits.Length - 1)] = c;
                end = at + 1;
            }
            else if (at - end > 1 || at - start > Longest || at == start
                || !(c is ' ' or '-' or '.' || (isPhone && c is '(' or ')') || (c == '/' && isPhone)))
            {
                text.Looked += at - start + 1;
                return (count, end);
            }
        }
    }

    private static bool IsPartBefore(char c, bool isPhone) =>
        char.IsLetterOrDigit(c) || c is '_' or '-' or '.' or '/' or '#' or '+' || (c == ':' && !isPhone) || c == '%';

    private static bool IsPartAfter(ref Reading text, int end) =>
        char.IsLetterOrDigit(text[end]) || text[end] is '_' or '/' or '%'
        || (text[end] is '.' or '-' or ':' && char.IsLetterOrDigit(text[end + 1]));

    // +12345678 without any space is a difference as often as it is a number to call.
    private static bool IsFlat(ReadOnlySpan<char> shape) => shape.Length < 11 && !shape.ContainsAny(" -().");

    private static bool IsNorthAmerican(ReadOnlySpan<char> shape) => shape switch
    {
        ['(', _, _, _, ')', .. var rest] => rest.TrimStart(' ') is [_, _, _, '-' or '.' or ' ', _, _, _, _],
        [var first, _, _, var one, var second, _, _, var two, _, _, _, _] =>
            one == two && one is '-' or '.' && first is >= '2' && second is >= '2' && Count(shape) == 10,
        _ => false,
    };

    private static int Count(ReadOnlySpan<char> shape)
    {
        var count = 0;
        foreach (var c in shape)
        {
            count += char.IsAsciiDigit(c) ? 1 : 0;
        }

        return count;
    }

    // Together, or in groups as they stand on a card.
    private static bool IsGrouped(ReadOnlySpan<char> shape)
    {
        var separator = shape.IndexOfAnyExceptInRange('0', '9');
        return separator < 0 || (separator == 4 && shape[4] is ' ' or '-' && shape.Length is 19 or 17 or 16
            && shape[shape.Length is 19 ? 9 : 11] == shape[4] && (shape.Length != 19 || shape[14] == shape[4]));
    }

    // https://en.wikipedia.org/wiki/Payment_card_number: those in use, by the digits they begin with.
    private static bool IsCard(ReadOnlySpan<char> number) => number.Length switch
    {
        13 or 19 => number[0] == '4' && IsLuhn(number),
        14 => number[0] == '3' && number[1] is '6' or '8' or '0' && IsLuhn(number),
        15 => number[0] == '3' && number[1] is '4' or '7' && IsLuhn(number),
        16 => Value(number[..4]) is (>= 4000 and <= 4999) or (>= 5100 and <= 5599) or (>= 2221 and <= 2720) or 6011
            or (>= 6440 and <= 6599) or (>= 3528 and <= 3589) or (>= 6200 and <= 6299) && IsLuhn(number),
        _ => false,
    };

    private static int Value(ReadOnlySpan<char> digits)
    {
        var value = 0;
        foreach (var digit in digits)
        {
            value = (value * 10) + (digit - '0');
        }

        return value;
    }

    private static bool IsLuhn(ReadOnlySpan<char> number)
    {
        var sum = 0;
        for (var i = 0; i < number.Length; i++)
        {
            var digit = number[^(i + 1)] - '0';
            digit *= i % 2 == 1 ? 2 : 1;
            sum += digit > 9 ? digit - 9 : digit;
        }

        return sum % 10 == 0;
    }

    // "trace_id=4111...", "id": 4111...
    private static bool IsId(ref Reading text, int start)
    {
        var at = start;
        while (start - at < 6 && text[at - 1] is '=' or ':' or ' ' or '"' or '\'' or '\\')
        {
            at--;
        }

        text.Looked += start - at + 2;
        return at < start && text[at - 1] is 'd' or 'D' && text[at - 2] is 'i' or 'I';
    }
}
