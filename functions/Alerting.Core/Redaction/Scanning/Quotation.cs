using System.Buffers;
using System.Numerics;

namespace Alerting.Core.Redaction.Scanning;

/// <summary>
/// A quotation mark as it stands in a text that may itself have been quoted, once or more: so many backslashes before
/// it.
/// </summary>
/// <param name="Mark">The mark; NUL: there is none.</param>
/// <param name="Slashes">Backslashes before it: 0, 1, 3, 7.</param>
/// <param name="Next">What follows it; where it was looked for, when there is none.</param>
internal readonly record struct Quotation(char Mark, int Slashes, int Next)
{
    private const int MostSlashes = 15;

    // A double quotation mark as many write it inside JSON.
    private const string Escape = "\\u0022";
    private const char Unicode = 'u';

    private static readonly SearchValues<char> Double = SearchValues.Create("\"\r\n");
    private static readonly SearchValues<char> Single = SearchValues.Create("'\"\r\n");
    private static readonly SearchValues<char> Tick = SearchValues.Create("`\"\r\n");

    private static readonly SearchValues<char> Escaped = SearchValues.Create("\\\"\r\n");

    /// <summary>Whether there is one.</summary>
    public bool IsThere => Mark != '\0';

    /// <summary>Whether it stands in the same text as the other one.</summary>
    public bool IsLike(Quotation other) => (Mark, Slashes) == (other.Mark, other.Slashes);

    /// <summary>It as it is written.</summary>
    public string Text => new string('\\', Slashes) + (Mark == Unicode ? Escape[(Escape.Length - 5)..] : Mark);

    /// <summary>The one that stands there.</summary>
    public static Quotation At(ref Reading text, int index)
    {
        var at = index;
        while (text[at] == '\\' && at - index < MostSlashes)
        {
            at++;
        }

        text.Looked += at - index + 1;
        return at > index && text.Has(at - 1, Escape) ? new(Unicode, at - index, at + 5)
            : text[at] is '"' or '\'' or '`' ? new(text[at], at - index, at + 1) : new('\0', 0, index);
    }

    /// <summary>Whether it closes something, by what follows: it opens nothing then.</summary>
    public bool ClosesHere(ref Reading text) => Mark == '"' && EndsAround(ref text, Next - 1);

    /// <summary>
    /// Where what it opens ends: before the mark that closes it, before one that closes what it stands in, or at the
    /// end of the line.
    /// </summary>
    public int Close(ref Reading text)
    {
        if (Mark == Unicode)
        {
            return CloseEscaped(ref text);
        }

        var stops = Mark switch { '"' => Double, '\'' => Single, _ => Tick };
        for (var at = Next; ; at++)
        {
            at = text.Find(at, stops);
            if (at >= text.Text.Length || text[at] is '\r' or '\n')
            {
                return at;
            }

            var level = Level(SlashesBefore(ref text, at));
            var own = at - ((1 << level) - 1);
            if (text[at] == '"' && Mark != '"' ? EndsAround(ref text, at)
                : level < Level(Slashes) || (level == Level(Slashes) && text[at] == Mark && !IsTwice(ref text, at)))
            {
                return own;
            }

            at += IsTwice(ref text, at) ? 1 : 0;
        }
    }

    private int CloseEscaped(ref Reading text)
    {
        for (var at = Next; ; at++)
        {
            at = text.Find(at, Escaped);
            var end = at;
            while (text[end] == '\\')
            {
                end++;
            }

            text.Looked += end - at + 1;
            var slashes = end - at;
            if (slashes == 0 || text.Has(end - 1, Escape) || (text[end] == '"' && slashes < Slashes))
            {
                return at;
            }

            // Backslashes that mean one each, and the mark that closes what it stands in.
            if (text[end] == '"' && slashes % 2 == 0)
            {
                return end;
            }

            at = text[end] == '"' ? end : end - 1;
        }
    }

    // How often a mark was quoted that has so many backslashes before it: each time puts one before it and doubles
    // those that are there. More of them belong to what is before it.
    private static int Level(int slashes) => BitOperations.TrailingZeroCount(~slashes);

    private int SlashesBefore(ref Reading text, int at)
    {
        var slashes = 0;
        while (at - slashes > Next && text[at - slashes - 1] == '\\')
        {
            slashes++;
        }

        text.Looked += slashes + 1;
        return slashes;
    }

    // Of SQL and YAML, where it means one.
    private bool IsTwice(ref Reading text, int at) =>
        Mark == '\'' && Slashes == 0 && at > Next && text[at] == '\'' && text[at + 1] == '\'';

    // A double quotation mark may be a part of what single ones are around, or end the text that all of it stands in.
    private static bool EndsAround(ref Reading text, int at)
    {
        var next = text.AfterBlanks(at + 1);
        return next >= text.Text.Length || text[next] is ',' or '}' or ']' or ':' or '\r' or '\n' or '\\';
    }
}
