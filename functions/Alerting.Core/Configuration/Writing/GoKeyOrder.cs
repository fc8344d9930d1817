using System.Text;

namespace Alerting.Core.Configuration.Writing;

/// <summary>
/// The order in which Go's yaml.v2 prints the keys of a map: whole numbers in them count as numbers, and what is no
/// letter comes before letters. So <c>10</c> comes before <c>1a</c>, that before <c>9</c>, and that before <c>10</c>.
/// </summary>
internal sealed class GoKeyOrder : IComparer<string>
{
    public static GoKeyOrder Instance { get; } = new();

    /// <inheritdoc/>
    public int Compare(string? x, string? y)
    {
        Rune[] left = [.. (x ?? "").EnumerateRunes()], right = [.. (y ?? "").EnumerateRunes()];
        var at = left.AsSpan().CommonPrefixLength(right);
        return at == left.Length || at == right.Length
            ? left.Length.CompareTo(right.Length)
            : Compare(left, right, at);
    }

    // At the first place where they differ.
    private static int Compare(Rune[] left, Rune[] right, int at)
    {
        var (isLetter, otherIsLetter) = (Rune.IsLetter(left[at]), Rune.IsLetter(right[at]));
        if (isLetter || otherIsLetter)
        {
            return isLetter == otherIsLetter ? left[at].CompareTo(right[at]) : isLetter.CompareTo(otherIsLetter);
        }

        var lead = LeadOfZeros(left, right, at);
        var (number, end) = Number(left, at, lead);
        var (otherNumber, otherEnd) = Number(right, at, lead);
        return number != otherNumber ? number.CompareTo(otherNumber)
            : end != otherEnd ? end.CompareTo(otherEnd)
            : left[at].CompareTo(right[at]);
    }

    // A zero inside a number is no leading one: then 10 and 1 differ in length, not in value.
    private static long LeadOfZeros(Rune[] left, Rune[] right, int at)
    {
        var isZero = left[at].Value == '0' || right[at].Value == '0';
        for (var i = at - 1; isZero && i >= 0 && Rune.IsDigit(left[i]); i--)
        {
            if (left[i].Value != '0')
            {
                return 1;
            }
        }

        return 0;
    }

    private static (long Number, int End) Number(Rune[] runes, int at, long lead)
    {
        var end = at;
        for (; end < runes.Length && Rune.IsDigit(runes[end]); end++)
        {
            lead = unchecked(lead * 10 + (runes[end].Value - '0'));
        }

        return (lead, end);
    }
}
