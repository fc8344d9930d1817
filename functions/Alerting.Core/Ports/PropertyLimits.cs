using System.Buffers;
using System.Globalization;

namespace Alerting.Core.Ports;

/// <summary>What a single property may be, and what it counts for in the size of its row.</summary>
internal static class PropertyLimits
{
    /// <summary>Properties of a row at the most: 255 less the two keys and the time stamp.</summary>
    public const int Count = 252;

    private const int NameLength = 255;
    private const int TextLength = 32_768;
    private const int BinaryLength = 65_536;

    private static readonly SearchValues<char> PlainParts =
        SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZ_abcdefghijklmnopqrstuvwxyz0123456789");

    private static readonly DateTimeOffset Earliest = new(1601, 1, 1, 0, 0, 0, TimeSpan.Zero);

    /// <summary>Which limit the property breaks, or null.</summary>
    public static string? Broken(string name, object value) => BrokenName(name) ?? value switch
    {
        string { Length: > TextLength } text => $"{text.Length} characters; at most {TextLength} are allowed",
        string text when !IsWellFormed(text) => "holds half of a surrogate pair",
        byte[] { Length: > BinaryLength } bytes => $"{bytes.Length} bytes; at most {BinaryLength} are allowed",
        DateTimeOffset instant when instant < Earliest => $"{instant:O}; 1601-01-01 is the earliest allowed",
        string or byte[] or DateTimeOffset or int or long or double or bool or Guid => null,
        _ => $"type {value.GetType().Name} cannot be stored",
    };

    /// <summary>Bytes the value counts for, text as UTF-16.</summary>
    public static int Size(object value) => value switch
    {
        string text => 4 + (2 * text.Length),
        byte[] bytes => 4 + bytes.Length,
        bool => 1,
        int => 4,
        Guid => 16,
        _ => 8,
    };

    /// <summary>True when every surrogate has its other half.</summary>
    public static bool IsWellFormed(ReadOnlySpan<char> text)
    {
        for (var rest = text; rest.IndexOfAnyInRange('\uD800', '\uDFFF') is var at and >= 0; rest = rest[(at + 2)..])
        {
            if (at + 1 == rest.Length || !char.IsSurrogatePair(rest[at], rest[at + 1]))
            {
                return false;
            }
        }

        return true;
    }

    private static string? BrokenName(string name)
    {
        if (name.Length is < 1 or > NameLength)
        {
            return $"a name of {name.Length} characters; 1 to {NameLength} are allowed";
        }

        if (name is "PartitionKey" or "RowKey" or "Timestamp")
        {
            return "the name is the store's own";
        }

        // Almost every name is plain, and each is looked at on every write.
        var isPlain = !name.AsSpan().ContainsAnyExcept(PlainParts);
        return IsLetter(name[0]) && (isPlain || name.All(IsPart)) ? null : "the name is not a C# identifier";
    }

    private static bool IsLetter(char letter) =>
        letter == '_' || char.IsLetter(letter) || char.GetUnicodeCategory(letter) == UnicodeCategory.LetterNumber;

    private static bool IsPart(char part) => IsLetter(part) || char.GetUnicodeCategory(part)
        is UnicodeCategory.DecimalDigitNumber
        or UnicodeCategory.ConnectorPunctuation
        or UnicodeCategory.NonSpacingMark
        or UnicodeCategory.SpacingCombiningMark
        or UnicodeCategory.Format;
}
