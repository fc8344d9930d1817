using System.Collections.Immutable;
using System.Text.RegularExpressions;
using Alerting.Core.Redaction.Scanning;

namespace Alerting.Core.Redaction;

/// <summary>
/// Patterns of one's own. Each sees a line by itself, and of a longer one pieces of 4,096 characters of which each
/// begins with the last 512 of the one before: to find all matches takes at worst the square of what it is searched in.
/// </summary>
internal sealed class CustomPatterns(ImmutableArray<RedactionPattern> patterns)
{
    /// <summary>How a pattern is read.</summary>
    public const RegexOptions Options = RegexOptions.NonBacktracking | RegexOptions.CultureInvariant;

    private const int Piece = 4_096;
    private const int Overlap = 512;

    private readonly Regex[] all = [.. patterns.Select(it => new Regex(it.Pattern, Options))];

    /// <summary>Masks what they match, one after the other.</summary>
    public Redacted Mask(string text, ref long looked)
    {
        var count = 0;
        foreach (var pattern in all)
        {
            (text, var more) = Mask(text, pattern, ref looked);
            count += more;
        }

        return new(text, count);
    }

    private static Redacted Mask(string text, Regex pattern, ref long looked)
    {
        var masked = new Masked(text);
        var settled = 0;
        for (var start = 0; start < text.Length;)
        {
            var line = text.AsSpan(start).IndexOfAny('\r', '\n');
            var end = line < 0 ? text.Length : start + line;
            settled = Mask(text, start, end, pattern, settled, ref masked, ref looked);
            start = end + 1;
        }

        return new(masked.Text, masked.Count);
    }

    private static int Mask(
        string text, int start, int end, Regex pattern, int settled, ref Masked masked, ref long looked)
    {
        for (; start < end; start += Piece - Overlap)
        {
            var piece = text.AsSpan(start, Math.Min(Piece, end - start));
            looked += piece.Length;
            foreach (var match in pattern.EnumerateMatches(piece))
            {
                var cut = new Cut(start + match.Index, start + match.Index + match.Length);
                if (cut.IsAny && cut.Start >= settled && !TouchesMark(text, cut))
                {
                    masked.Add(cut);
                    settled = cut.End;
                }
            }

            if (piece.Length < Piece)
            {
                break;
            }
        }

        return settled;
    }

    // What was masked stays as it is.
    private static bool TouchesMark(string text, Cut cut)
    {
        var from = Math.Max(0, cut.Start - Redactor.Mark.Length + 1);
        var to = Math.Min(text.Length, cut.End + Redactor.Mark.Length - 1);
        return text.AsSpan(from, to - from).IndexOf(Redactor.Mark, StringComparison.Ordinal) >= 0;
    }
}
