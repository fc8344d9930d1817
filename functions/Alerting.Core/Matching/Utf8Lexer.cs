using System.Text;

namespace Alerting.Core.Matching;

internal enum TokenKind
{
    End,
    OpenBrace,
    CloseBrace,
    Comma,
    Operator,
    Quoted,
    Unquoted,
    Broken,
}

/// <summary>
/// A piece of the input, from one column (in runes) to another; of a broken one the text is the problem.
/// </summary>
internal readonly record struct Token(TokenKind Kind, string Text, int From, int To)
{
    public string Place => $"{From}:{To}: {Text}";
}

/// <summary>Cuts matchers of the UTF-8 grammar into tokens (Alertmanager's matcher/parse).</summary>
internal sealed class Utf8Lexer(string input)
{
    private const string EndAfterNot = "unexpected end of input, expected one of '=~'";

    private Token? ahead;
    private (int Offset, int Column) place;

    /// <summary>The column behind the last token taken.</summary>
    public int Column { get; private set; }

    public Token Peek() => ahead ??= Next();

    public Token Take()
    {
        var token = Peek();
        if (token.Kind is not (TokenKind.Broken or TokenKind.End))
        {
            ahead = null;
            Column = token.To;
        }

        return token;
    }

    /// <summary>Whether it ends an unquoted text.</summary>
    public static bool IsReserved(Rune rune) => Rune.IsWhiteSpace(rune)
        || (rune.IsAscii && "{}!=~,\\\"'`".Contains((char)rune.Value, StringComparison.Ordinal));

    private Token Next()
    {
        while (place.Offset < input.Length && Rune.IsWhiteSpace(Current))
        {
            Advance();
        }

        var start = place;
        if (place.Offset == input.Length)
        {
            return Made(TokenKind.End, start);
        }

        var first = Current;
        Advance();
        return first.Value switch
        {
            '{' => Made(TokenKind.OpenBrace, start),
            '}' => Made(TokenKind.CloseBrace, start),
            ',' => Made(TokenKind.Comma, start),
            '=' => Equal(start),
            '!' => Not(start),
            '"' => Quoted(start),
            _ => IsReserved(first) ? Broken(start, ": invalid input") : Unquoted(start),
        };
    }

    private Token Equal((int Offset, int Column) start)
    {
        if (Is('~'))
        {
            Advance();
        }

        return Made(TokenKind.Operator, start);
    }

    private Token Not((int Offset, int Column) start)
    {
        if (Is('=') || Is('~'))
        {
            Advance();
            return Made(TokenKind.Operator, start);
        }

        return place.Offset < input.Length
            ? Broken(start, ": expected one of '=~'")
            : new(TokenKind.Broken, $"{start.Column}:{place.Column}: {EndAfterNot}", start.Column, place.Column);
    }

    private Token Quoted((int Offset, int Column) start)
    {
        for (var escaped = false; place.Offset < input.Length;)
        {
            var closes = Is('"') && !escaped;
            escaped = Is('\\') && !escaped;
            Advance();
            if (closes)
            {
                return Made(TokenKind.Quoted, start);
            }
        }

        return Broken(start, ": missing end \"");
    }

    private Token Unquoted((int Offset, int Column) start)
    {
        while (place.Offset < input.Length && !IsReserved(Current))
        {
            Advance();
        }

        return Made(TokenKind.Unquoted, start);
    }

    private Token Made(TokenKind kind, (int Offset, int Column) start) =>
        new(kind, input[start.Offset..place.Offset], start.Column, place.Column);

    private Token Broken((int Offset, int Column) start, string problem) =>
        new(TokenKind.Broken, Made(TokenKind.Broken, start).Place + problem, start.Column, place.Column);

    private bool Is(char c) => place.Offset < input.Length && input[place.Offset] == c;

    private Rune Current
    {
        get
        {
            _ = Rune.DecodeFromUtf16(input.AsSpan(place.Offset), out var rune, out _);
            return rune;
        }
    }

    private void Advance()
    {
        _ = Rune.DecodeFromUtf16(input.AsSpan(place.Offset), out _, out var used);
        place = (place.Offset + used, place.Column + 1);
    }
}
