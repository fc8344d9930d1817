using System.Text;

namespace Alerting.Core.Templates.Parsing;

/// <summary>
/// Cuts a template's text into tokens, as Go's text/template/parse does. After an error or the end there is only the
/// end. For one thread.
/// </summary>
internal sealed partial class Lexer
{
    private const string LeftDelimiter = "{{";
    private const string RightDelimiter = "}}";
    private const int MarkerLength = 2;

    private readonly Func<string, bool> isFunction;
    private readonly TextPlace place = new();
    private string text;
    private int start;
    private int at;
    private int parens;
    private bool insideAction;

    /// <param name="text">The template.</param>
    /// <param name="isFunction"><c>break</c> and <c>continue</c> are no keywords where they are functions.</param>
    public Lexer(string text, Func<string, bool> isFunction)
    {
        this.text = text;
        this.isFunction = isFunction;
    }

    /// <summary>Takes the next token.</summary>
    public Token Next() => insideAction ? InAction() : OutsideOfActions();

    private Token OutsideOfActions()
    {
        while (true)
        {
            var found = text.IndexOf(LeftDelimiter, at, StringComparison.Ordinal);
            if (found < 0)
            {
                at = text.Length;
                return Emit(at > start ? TokenKind.Text : TokenKind.End);
            }

            if (BeforeDelimiter(found) is { } before)
            {
                return before;
            }

            if (!IsComment(out var marker))
            {
                return OpenAction(marker);
            }

            if (SkipComment(marker) is { } problem)
            {
                return problem;
            }
        }
    }

    // Leaves the lexer at the delimiter. Text that trimming leaves nothing of is no token.
    private Token? BeforeDelimiter(int found)
    {
        var end = found;
        if (IsLeftMarker(found + LeftDelimiter.Length))
        {
            while (end > start && IsSpace(text[end - 1]))
            {
                end--;
            }
        }

        at = end;
        Token? token = end > start ? Emit(TokenKind.Text) : null;
        at = found;
        start = found;
        return token;
    }

    private bool IsComment(out int marker)
    {
        var inner = at + LeftDelimiter.Length;
        marker = IsLeftMarker(inner) ? MarkerLength : 0;
        return At(inner + marker, "/*");
    }

    private Token OpenAction(int marker)
    {
        at += LeftDelimiter.Length;
        var token = Emit(TokenKind.LeftDelimiter);
        at += marker;
        start = at;
        parens = 0;
        insideAction = true;
        return token;
    }

    private Token? SkipComment(int marker)
    {
        start = at + LeftDelimiter.Length + marker;
        var end = text.IndexOf("*/", start + 2, StringComparison.Ordinal);
        if (end < 0)
        {
            return Fail("unclosed comment");
        }

        at = end + 2;
        if (!IsRightDelimiter(out var trims))
        {
            return Fail("comment ends before closing delimiter");
        }

        at += (trims ? MarkerLength : 0) + RightDelimiter.Length;
        SkipSpace(trims);
        return null;
    }

    private Token CloseAction()
    {
        IsRightDelimiter(out var trims);
        at += trims ? MarkerLength : 0;
        start = at;
        at += RightDelimiter.Length;
        var token = Emit(TokenKind.RightDelimiter);
        insideAction = false;
        SkipSpace(trims);
        return token;
    }

    private void SkipSpace(bool trims)
    {
        while (trims && at < text.Length && IsSpace(text[at]))
        {
            at++;
        }

        start = at;
    }

    private bool IsRightDelimiter(out bool trims)
    {
        trims = IsRightMarker(at) && At(at + MarkerLength, RightDelimiter);
        return trims || At(at, RightDelimiter);
    }

    private bool At(int where, string what) =>
        where <= text.Length && text.AsSpan(where).StartsWith(what, StringComparison.Ordinal);

    private bool IsLeftMarker(int where) =>
        where + 1 < text.Length && text[where] == '-' && IsSpace(text[where + 1]);

    private bool IsRightMarker(int where) =>
        where + 1 < text.Length && IsSpace(text[where]) && text[where + 1] == '-';

    private static bool IsSpace(int c) => c is ' ' or '\t' or '\r' or '\n';

    private Token Emit(TokenKind kind)
    {
        place.Go(text, start);
        var token = new Token(kind, text[start..at], place.Line, place.Column);
        start = at;
        return token;
    }

    private Token Fail(string problem)
    {
        place.Go(text, start);
        (text, start, at, insideAction) = ("", 0, 0, false);
        return new(TokenKind.Error, problem, place.Line, place.Column);
    }

    // The rune here, or -1 at the end.
    private int Peek() => at >= text.Length ? -1
        : Rune.TryGetRuneAt(text, at, out var rune) ? rune.Value : text[at];

    private int Take()
    {
        var rune = Peek();
        at += rune < 0 ? 0 : rune > char.MaxValue ? 2 : 1;
        return rune;
    }
}
