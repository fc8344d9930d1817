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
    /// <param name="keepsLines">Whether the text keeps the number of its lines.</param>
    /// <param name="looked">Grows by how many characters were looked at.</param>
    public static Redacted Mask(string text, Fields? fields, bool keepsLines, ref long looked)
    {
        var reading = new Reading(text);
        var masked = new Masked(text, keepsLines);
        var anchors = new Anchors(fields);
        var pending = Cut.None;
        for (var from = 0; ;)
        {
            var next = anchors.From(ref reading, from);
            if (pending.IsAny && next >= pending.Start)
            {
                masked.Add(pending);
                reading.Settled = from = pending.End;
                pending = Cut.None;
                continue;
            }

            if (next == int.MaxValue)
            {
                break;
            }

            from = next + 1;
            var found = At(ref reading, next, ref anchors, fields);
            if (!found.IsAny || found.Start < reading.Settled)
            {
                continue;
            }

            // A value may begin well behind its anchor, as a password does behind a user: what is between comes first.
            if (!pending.IsAny)
            {
                pending = found;
            }
            else if (found.End > pending.Start)
            {
                pending = new(Math.Min(found.Start, pending.Start), Math.Max(found.End, pending.End));
            }
            else
            {
                masked.Add(found);
                reading.Settled = from = found.End;
            }
        }

        looked += reading.Looked;
        return new(masked.Text, masked.Count);
    }

    private static Cut At(ref Reading text, int start, ref Anchors anchors, Fields? fields)
    {
        var found = anchors.IsToken(start) ? Tokens.Scan(ref text, start) : Cut.None;
        return !found.IsAny && anchors.IsWord(start) ? Beside(ref text, start, fields) : found;
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
            Way.NextToken => Words.NextToken(ref text, after),
            Way.LoginOption => Words.OfLoginOption(ref text, start, after),
            Way.NextPair => Words.OfPair(ref text, after),
            Way.NextSlash => Words.OfSlash(ref text, after),
            Way.Before => Words.OfDsn(ref text, start),
            Way.NextTuple => Words.OfTuple(ref text, after),
            Way.Pgpass => Words.OfPgpass(ref text, after),
        };
    }

    // Short ones are codes of errors and of languages.
    private static Cut OfQuery(ref Reading text, int start, int after)
    {
        const int Least = 10;
        if (text.Has(after, Redactor.Mark)
            || (char.IsAsciiLetter(text[start]) && char.IsAsciiLetterOrDigit(text.Before(start))))
        {
            return Cut.None;
        }

        var end = Values.EndOf(ref text, after);
        return end - after < Least ? Cut.None : new(after, end);
    }
}
