using System.Buffers;
using System.Text;

namespace Alerting.Adapters.Configuration.Globs;

/// <summary>
/// A pattern for one name as Go's filepath.Match reads it: <c>*</c>, <c>?</c>, <c>[a-z]</c>, <c>[^a-z]</c>, and, but on
/// Windows, a backslash before what is meant literally. A name that begins with a dot is one like any other.
/// </summary>
internal sealed class GoPattern
{
    private static readonly SearchValues<char> Special =
        SearchValues.Create(OperatingSystem.IsWindows() ? "*?[" : "*?[\\");

    private readonly List<Piece> pieces;

    private GoPattern(List<Piece> pieces) => this.pieces = pieces;

    /// <summary>Whether a text is more than the name it spells.</summary>
    public static bool IsOne(string text) => text.AsSpan().ContainsAny(Special);

    /// <summary>Null where Go says <c>syntax error in pattern</c>.</summary>
    public static GoPattern? Parse(string text)
    {
        var runes = new RuneQueue(text);
        var pieces = new List<Piece>();
        while (!runes.IsEmpty)
        {
            var rune = runes.Take();
            Piece? piece = rune.Value switch
            {
                '*' => Piece.Any,
                '?' => new(IsNegated: true, []),
                '[' => Class(runes),
                '\\' when !OperatingSystem.IsWindows() => runes.IsEmpty ? null : Piece.Of(runes.Take()),
                _ => Piece.Of(rune),
            };
            if (piece is null)
            {
                return null;
            }

            pieces.Add(piece);
        }

        return new(pieces);
    }

    /// <summary>Whether it is all of a name.</summary>
    public bool Matches(string name)
    {
        Rune[] runes = [.. name.EnumerateRunes()];
        var (at, piece, star, from) = (0, 0, -1, 0);
        while (at < runes.Length)
        {
            if (piece < pieces.Count && pieces[piece].IsStar)
            {
                (star, from) = (piece++, at);
            }
            else if (piece < pieces.Count && pieces[piece].Has(runes[at]))
            {
                (piece, at) = (piece + 1, at + 1);
            }
            else if (star >= 0)
            {
                // The star takes one more.
                (piece, at) = (star + 1, ++from);
            }
            else
            {
                return false;
            }
        }

        return pieces.Skip(piece).All(left => left.IsStar);
    }

    private static Piece? Class(RuneQueue runes)
    {
        var isNegated = runes.TakeIf('^');
        var ranges = new List<(Rune Low, Rune High)>();
        while (ranges.Count == 0 || !runes.TakeIf(']'))
        {
            if (Bound(runes) is not { } low)
            {
                return null;
            }

            var high = low;
            if (runes.TakeIf('-'))
            {
                if (Bound(runes) is not { } end)
                {
                    return null;
                }

                high = end;
            }

            ranges.Add((low, high));
        }

        return new(isNegated, ranges);
    }

    // A class that ends with it is not closed.
    private static Rune? Bound(RuneQueue runes)
    {
        if (runes.IsEmpty || runes.Peek.Value is '-' or ']')
        {
            return null;
        }

        var rune = runes.Take();
        if (rune.Value == '\\' && !OperatingSystem.IsWindows())
        {
            if (runes.IsEmpty)
            {
                return null;
            }

            rune = runes.Take();
        }

        return runes.IsEmpty ? null : rune;
    }

    private sealed class RuneQueue(string text)
    {
        private readonly Rune[] runes = [.. text.EnumerateRunes()];
        private int at;

        public bool IsEmpty => at == runes.Length;

        public Rune Peek => runes[at];

        public Rune Take() => runes[at++];

        public bool TakeIf(char wanted)
        {
            var isIt = !IsEmpty && Peek.Value == wanted;
            at += isIt ? 1 : 0;
            return isIt;
        }
    }

    private sealed record Piece(bool IsNegated, IReadOnlyList<(Rune Low, Rune High)> Ranges)
    {
        public static Piece Any { get; } = new(false, []);

        public bool IsStar => ReferenceEquals(this, Any);

        public static Piece Of(Rune rune) => new(false, [(rune, rune)]);

        public bool Has(Rune rune) => Ranges.Any(range => rune >= range.Low && rune <= range.High) != IsNegated;
    }
}
