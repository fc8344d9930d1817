namespace Alerting.Core.Matching;

/// <summary>
/// The grammar of Alertmanager 0.27 and newer (matcher/parse): <c>{name op value, ...}</c>, names and values quoted
/// like Go's string literals or bare, braces optional but in pairs, one comma may trail.
/// </summary>
internal sealed class Utf8Grammar
{
    private readonly List<Matcher> matchers = [];
    private readonly Utf8Lexer lexer;

    private Utf8Grammar(string text) => lexer = new(text);

    public static ParsedMatchers List(string text)
    {
        var grammar = new Utf8Grammar(text);
        return grammar.Read() is { } problem
            ? ParsedMatchers.Refused(problem)
            : ParsedMatchers.Read(grammar.matchers);
    }

    public static ParsedMatchers One(string text)
    {
        var list = List(text);
        return (list.Problem, list.AsWritten.Count) switch
        {
            (null, 0) => ParsedMatchers.Refused("no matchers"),
            (null, > 1 and var count) => ParsedMatchers.Refused($"expected 1 matcher, found {count}"),
            _ => list,
        };
    }

    private string? Read()
    {
        var opened = lexer.Peek().Kind == TokenKind.OpenBrace;
        if (opened)
        {
            lexer.Take();
        }

        var next = lexer.Peek();
        return next.Kind == TokenKind.Broken
            ? next.Text
            : ReadMatchers() ?? ReadCloseBrace(opened) ?? ReadEnd();
    }

    private string? ReadMatchers()
    {
        while (lexer.Peek().Kind is not (TokenKind.CloseBrace or TokenKind.End))
        {
            if (ReadMatcher() is { } problem)
            {
                return problem;
            }

            if (lexer.Peek().Kind is TokenKind.CloseBrace or TokenKind.End)
            {
                return null;
            }

            if (Refuses("expected a comma or close brace", out _, TokenKind.Comma) is { } noComma)
            {
                return noComma;
            }

            var next = lexer.Peek().Kind;
            if (next is not (TokenKind.Quoted or TokenKind.Unquoted or TokenKind.CloseBrace or TokenKind.End))
            {
                return Refuses("expected a matcher or close brace after comma", out _, TokenKind.Unquoted);
            }
        }

        return null;
    }

    private string? ReadMatcher()
    {
        if (ReadText("expected label name", out var name) is { } noName)
        {
            return noName;
        }

        const string Operators = "expected an operator such as '=', '!=', '=~' or '!~'";
        if (Refuses(Operators, out var sign, TokenKind.Operator) is { } noOperator)
        {
            return noOperator;
        }

        if (ReadText("expected label value", out var value) is { } noValue)
        {
            return noValue;
        }

        var op = Enum.GetValues<MatchOperator>().Single(op => Matcher.Sign(op) == sign.Text);
        if (Matcher.Create(name!, op, value!, out var problem) is not { } matcher)
        {
            return "failed to create matcher: " + problem;
        }

        matchers.Add(matcher);
        return null;
    }

    private string? ReadText(string expected, out string? text)
    {
        text = null;
        if (Refuses(expected, out var token, TokenKind.Quoted, TokenKind.Unquoted) is { } problem)
        {
            return problem;
        }

        text = token.Kind == TokenKind.Quoted ? GoLiteral.Unquote(token.Text) : token.Text;
        return text is null ? token.Place + ": invalid input" : null;
    }

    private string? ReadCloseBrace(bool opened)
    {
        var closed = lexer.Peek().Kind == TokenKind.CloseBrace;
        if (closed)
        {
            lexer.Take();
        }

        return (opened, closed) switch
        {
            (true, false) => $"0:{lexer.Column}: end of input: expected close brace",
            (false, true) => $"0:{lexer.Column}: }}: expected opening brace",
            _ => null,
        };
    }

    private string? ReadEnd() => lexer.Peek() switch
    {
        { Kind: TokenKind.End } => null,
        { Kind: TokenKind.Broken } token => token.Text + ": expected end of input",
        var token => token.Place + ": expected end of input",
    };

    /// <summary>Takes a token of one of the kinds, or says what stood there instead.</summary>
    private string? Refuses(string expected, out Token token, params ReadOnlySpan<TokenKind> kinds)
    {
        token = lexer.Peek();
        if (kinds.Contains(token.Kind))
        {
            lexer.Take();
            return null;
        }

        var found = token.Kind switch
        {
            TokenKind.End => "end of input",
            TokenKind.Broken => token.Text,
            _ => $"{token.From}:{token.To}: unexpected {token.Text}",
        };
        return $"{found}: {expected}";
    }
}
