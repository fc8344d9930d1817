using System.Buffers;

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

    private static readonly SearchValues<char> Double = SearchValues.Create("\"\r\n");
    private static readonly SearchValues<char> Single = SearchValues.Create("'\"\r\n");
    private static readonly SearchValues<char> Tick = SearchValues.Create("`\"\r\n");

    /// <summary>Whether there is one.</summary>
    public bool IsThere => Mark != '\0';

    /// <summary>It as it is written.</summary>
    public string Text => new string('\\', Slashes) + Mark;

    /// <summary>The one that stands there.</summary>
    public static Quotation At(ref Reading text, int index)
    {
        var at = index;
        while (text[at] == '\\' && at - index < MostSlashes)
        {
            at++;
        }

        text.Looked += at - index + 1;
        return text[at] is '"' or '\'' or '`' ? new(text[at], at - index, at + 1) : new('\0', 0, index);
    }

    /// <summary>
    /// Where what it opens ends: before the mark that closes it, before one that closes what it stands in, or at the
    /// end of the line.
    /// </summary>
    public int Close(ref Reading text)
    {
        var stops = Mark switch { '"' => Double, '\'' => Single, _ => Tick };
        for (var at = Next; ; at++)
        {
            at = text.Find(at, stops);
            if (at >= text.Text.Length || text[at] is '\r' or '\n')
            {
                return at;
            }

            var slashes = SlashesBefore(ref text, at);
            if (text[at] == '"' && Mark != '"' ? EndsAround(ref text, at) : slashes < Slashes)
            {
                return at - slashes;
            }

            if (text[at] == Mark && slashes % (2 * (Slashes + 1)) == Slashes && !IsTwice(ref text, at))
            {
                return at - Slashes;
            }

            at += IsTwice(ref text, at) ? 1 : 0;
        }
    }

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
