using System.Globalization;
using Alerting.Core.Templates.Times;
using Alerting.Core.Templates.Values;

namespace Alerting.Core.Templates.Formatting;

/// <summary>Where printing stands in a format and in the values for it. For one thread.</summary>
internal sealed class FormatReading(string format, IReadOnlyList<object?> values)
{
    private const int Largest = 1_000_000;

    /// <summary>The format.</summary>
    public string Format { get; } = format;

    /// <summary>What it prints.</summary>
    public IReadOnlyList<object?> Values { get; } = values;

    /// <summary>Where in the format it stands.</summary>
    public int At { get; set; }

    /// <summary>The value that comes next.</summary>
    public int Next { get; set; }

    /// <summary>Whether the indexes of this directive are any.</summary>
    public bool IsGood { get; set; } = true;

    /// <summary>Whether there was an index anywhere, so that what is left over says nothing.</summary>
    public bool IsReordered { get; private set; }

    /// <summary>Whether an index was read last.</summary>
    public bool IsAfterIndex { get; set; }

    /// <summary>Takes a letter if it comes next.</summary>
    public bool Takes(char letter)
    {
        var takes = At < Format.Length && Format[At] == letter;
        At += takes ? 1 : 0;
        return takes;
    }

    /// <summary>A number from the format, or null; of one that is too large nothing is left of the format.</summary>
    public int? Number()
    {
        int? number = null;
        for (; At < Format.Length && char.IsAsciiDigit(Format[At]); At++)
        {
            if (number > Largest)
            {
                At = Format.Length;
                return null;
            }

            number = ((number ?? 0) * 10) + Format[At] - '0';
        }

        return number;
    }

    /// <summary>A width or precision from the next value; null where that is none.</summary>
    public int? FromValue()
    {
        if (Next >= Values.Count)
        {
            return null;
        }

        var value = Values[Next++] switch
        {
            long whole => whole,
            Integer integer => integer.Value,
            Duration duration => duration.Nanoseconds,
            _ => long.MaxValue,
        };
        return value is >= -Largest and <= Largest ? (int)value : null;
    }

    /// <summary>Takes an index if one comes next, such as <c>[2]</c>: the value to go on with.</summary>
    public void Index()
    {
        IsAfterIndex = false;
        if (At >= Format.Length || Format[At] != '[')
        {
            return;
        }

        IsReordered = true;
        var close = Format.IndexOf(']', At);
        var digits = close < 0 ? "" : Format[(At + 1)..close];
        At = close < 0 ? At + 1 : close + 1;
        var isNumber = digits.Length is > 0 and <= 7 && digits.All(char.IsAsciiDigit);
        var index = isNumber ? int.Parse(digits, CultureInfo.InvariantCulture) - 1 : -1;
        IsAfterIndex = isNumber;
        if (index >= 0 && index < Values.Count)
        {
            Next = index;
        }
        else
        {
            IsGood = false;
        }
    }
}
