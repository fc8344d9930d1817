using System.Globalization;

namespace Alerting.Core.Templates.Times;

/// <content>The elements of a time of day.</content>
internal sealed partial class TimeReader
{
    private bool TakeClock(LayoutPart part)
    {
        var isFixed = part is LayoutPart.ZeroHour12 or LayoutPart.ZeroMinute;
        if (TakeNumber(isFixed) is not { } number)
        {
            return false;
        }

        if (part is LayoutPart.Minute or LayoutPart.ZeroMinute)
        {
            parsed.Minute = number;
            return Within("minute", number, 0, 59);
        }

        parsed.Hour = number;
        return Within("hour", number, 0, part == LayoutPart.Hour ? 23 : 12);
    }

    // A fraction may follow that the layout does not speak of.
    private bool TakeSecond(LayoutPart part, int behind)
    {
        if (TakeNumber(part == LayoutPart.ZeroSecond) is not { } second)
        {
            return false;
        }

        parsed.Second = second;
        if (!Within("second", second, 0, 59) || !IsFraction()
            || LayoutElement.Next(layout, behind).Part is LayoutPart.FractionZeros or LayoutPart.FractionNines)
        {
            return true;
        }

        var digits = Rest[1..].IndexOfAnyExceptInRange('0', '9');
        return TakeFraction(1 + (digits < 0 ? Rest.Length - 1 : digits));
    }

    private bool IsFraction() => Rest.Length >= 2 && Rest[0] is '.' or ',' && char.IsAsciiDigit(Rest[1]);

    private bool TakeOptionalFraction()
    {
        if (!IsFraction())
        {
            return true;
        }

        var digits = Rest[1..].IndexOfAnyExceptInRange('0', '9');
        return TakeFraction(1 + Math.Min(9, digits < 0 ? Rest.Length - 1 : digits));
    }

    private bool TakeFraction(int length)
    {
        if (Rest.Length < length)
        {
            return false;
        }

        var fraction = Rest[..length];
        at += length;
        if (fraction[0] is not ('.' or ',') || fraction[1..].IndexOfAnyExceptInRange('0', '9') >= 0)
        {
            return false;
        }

        var digits = fraction[1..Math.Min(10, length)];
        parsed.Nanosecond = digits.Length == 0 ? 0
            : int.Parse(digits.ToString().PadRight(9, '0'), CultureInfo.InvariantCulture);
        return true;
    }

    private bool TakeHalf(string before, string after)
    {
        if (Rest.Length < 2)
        {
            return false;
        }

        var isAfter = Rest.StartsWith(after);
        var isKnown = isAfter || Rest.StartsWith(before);
        parsed.IsAfternoon = isAfter;
        at += 2;
        return isKnown;
    }
}
