using System.Buffers;
using Alerting.Core.Redaction.Kinds;

namespace Alerting.Core.Redaction.Scanning;

/// <summary>
/// Masks credentials in one pass. Vectorised searches find where one may be; a scanner then looks at what is there.
/// What it masks is gone over once, what it rejects it has looked at for a bounded length.
/// </summary>
internal static class Credentials
{
    /// <summary>Masks them.</summary>
    /// <param name="text">The text.</param>
    /// <param name="fields">Names that somebody configured besides; null: none.</param>
    /// <param name="looked">Grows by how many characters were looked at.</param>
    public static Redacted Mask(string text, Fields? fields, ref long looked)
    {
        var reading = new Reading(text);
        var masked = new Masked(text);
        var (tokens, more, words, named) = (new Search(TokenKinds.Anchors), new Search(TokenKinds.MoreAnchors),
            new Search(Landmark.Anchors), new Search(fields?.Anchors));
        for (var from = 0; ;)
        {
            var token = Math.Min(tokens.From(ref reading, from), more.From(ref reading, from));
            var word = Math.Min(words.From(ref reading, from), named.From(ref reading, from));
            var next = Math.Min(token, word);
            if (next == int.MaxValue)
            {
                break;
            }

            var found = token <= word ? Tokens.Scan(ref reading, next) : Cut.None;
            found = !found.IsAny && next == word ? Beside(ref reading, next, fields) : found;
            from = next + 1;
            if (found.IsAny && found.Start >= reading.Settled)
            {
                masked.Add(found);
                reading.Settled = from = found.End;
            }
        }

        looked += reading.Looked;
        return new(masked.Text, masked.Count);
    }

    private static Cut Beside(ref Reading text, int start, Fields? fields)
    {
        foreach (var landmark in Landmark.BeginningWith(text[start]))
        {
            if (text.HasAnyCase(start, landmark.Text) && At(ref text, start, landmark) is { IsAny: true } found)
            {
                return found;
            }
        }

        return fields?.LengthAt(ref text, start) is > 0 and var length
            ? Assignments.Scan(ref text, start, start + length, isSure: true)
            : Cut.None;
    }

    private static Cut At(ref Reading text, int start, Landmark landmark)
    {
        var after = start + landmark.Text.Length;
        return landmark.Way switch
        {
            Way.Name => Assignments.Scan(ref text, start, after, isSure: false),
            Way.Query => OfQuery(ref text, start, after),
            Way.Authorization => Headers.Authorization(ref text, after),
            Way.Cookie => Headers.Cookie(ref text, after),
            Way.Scheme => Headers.Scheme(ref text, start, after),
            Way.Address => Addresses.Scan(ref text, after),
            Way.KeyBegins => PrivateKeys.After(ref text, after),
            Way.KeyEnds => PrivateKeys.Before(ref text, start),
            Way.Jwt => Tokens.Jwt(ref text, start),
            Way.Next => landmark.Text[0] == ' '
                ? Words.OfLogin(ref text, after)
                : Words.Next(ref text, after, isSure: true),
            Way.NextPair => Words.OfPair(ref text, after),
            Way.Pgpass => Words.OfPgpass(ref text, after),
        };
    }

    // Short ones are codes of errors and of languages.
    private static Cut OfQuery(ref Reading text, int start, int after)
    {
        const int Least = 10;
        if (text.Has(after, Redactor.Mark) || (char.IsAsciiLetter(text[start]) && char.IsAsciiLetterOrDigit(text.Before(start))))
        {
            return Cut.None;
        }

        var end = Values.EndOf(ref text, after);
        return end - after < Least ? Cut.None : new(after, end);
    }

    // Where the next anchor is, as was found once.
    private struct Search(SearchValues<string>? anchors)
    {
        private int found = -1;

        public int From(ref Reading text, int from)
        {
            if (anchors is null || found >= from)
            {
                return anchors is null ? int.MaxValue : found;
            }

            var length = from < text.Text.Length ? text.Text[from..].IndexOfAny(anchors) : -1;
            text.Looked += length < 0 ? text.Text.Length - from : length + 1;
            return found = length < 0 ? int.MaxValue : from + length;
        }
    }
}
