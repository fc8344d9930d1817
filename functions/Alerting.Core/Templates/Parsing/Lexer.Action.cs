using System.Text;
using Alerting.Core.Templates.Formatting;

namespace Alerting.Core.Templates.Parsing;

/// <content>What stands inside of an action.</content>
internal sealed partial class Lexer
{
    private Token InAction()
    {
        if (IsRightDelimiter(out _))
        {
            return parens == 0 ? CloseAction() : Fail("unclosed left paren");
        }

        var rune = Peek();
        if (IsSpace(rune))
        {
            return Space();
        }

        Take();
        return rune switch
        {
            -1 => Fail("unclosed action"),
            '=' => Emit(TokenKind.Assign),
            ':' => Take() == '=' ? Emit(TokenKind.Declare) : Fail("expected :="),
            '|' => Emit(TokenKind.Pipe),
            '"' => QuotedUntil('"', TokenKind.QuotedText, "unterminated quoted string"),
            '\'' => QuotedUntil('\'', TokenKind.CharConstant, "unterminated character constant"),
            '`' => RawText(),
            '$' => AtTerminator() ? Emit(TokenKind.Variable) : Name(TokenKind.Variable),
            '.' => Period(),
            '+' or '-' or (>= '0' and <= '9') => Number(),
            '(' => Open(),
            ')' => Close(),
            _ => Other(rune),
        };
    }

    private Token Other(int rune) => IsAlphaNumeric(rune) ? Word()
        : rune is > ' ' and < 0x7F ? Emit(TokenKind.Char)
        : Fail("unrecognized character in action: " + Quoted.CodePoint(rune));

    // A marker of trimming begins with a space, which then is no token of its own.
    private Token Space()
    {
        while (IsSpace(Peek()))
        {
            at++;
        }

        if (IsRightMarker(at - 1) && At(at - 1 + MarkerLength, RightDelimiter))
        {
            at--;
            if (at == start)
            {
                return CloseAction();
            }
        }

        return Emit(TokenKind.Space);
    }

    private Token Open()
    {
        parens++;
        return Emit(TokenKind.LeftParen);
    }

    private Token Close()
    {
        parens--;
        return parens < 0 ? Fail("unexpected right paren") : Emit(TokenKind.RightParen);
    }

    // At the end it counts as a number, which it then is not.
    private Token Period() => at == text.Length || char.IsAsciiDigit(text[at]) ? Number()
        : AtTerminator() ? Emit(TokenKind.Dot)
        : Name(TokenKind.Field);

    private Token Name(TokenKind kind)
    {
        while (IsAlphaNumeric(Peek()))
        {
            Take();
        }

        return AtTerminator() ? Emit(kind) : BadCharacter();
    }

    private Token Word()
    {
        while (IsAlphaNumeric(Peek()))
        {
            Take();
        }

        return AtTerminator() ? Emit(KindOf(text[start..at])) : BadCharacter();
    }

    private Token BadCharacter() => Fail("bad character " + Quoted.CodePoint(Peek()));

    private TokenKind KindOf(string word) => word switch
    {
        "true" or "false" => TokenKind.Bool,
        "block" => TokenKind.Block,
        "break" => isFunction(word) ? TokenKind.Identifier : TokenKind.Break,
        "continue" => isFunction(word) ? TokenKind.Identifier : TokenKind.Continue,
        "define" => TokenKind.Define,
        "else" => TokenKind.Else,
        "end" => TokenKind.EndWord,
        "if" => TokenKind.If,
        "nil" => TokenKind.Nil,
        "range" => TokenKind.Range,
        "template" => TokenKind.Template,
        "with" => TokenKind.With,
        _ => TokenKind.Identifier,
    };

    // What may stand behind a name.
    private bool AtTerminator() =>
        Peek() is var rune && (IsSpace(rune) || rune is -1 or '.' or ',' or '|' or ':' or ')' or '(')
        || At(at, RightDelimiter);

    private Token QuotedUntil(char quote, TokenKind kind, string unterminated)
    {
        while (true)
        {
            var rune = Take();
            if (rune == '\\')
            {
                rune = Take() is -1 or '\n' ? -1 : '\\';
            }

            if (rune is -1 or '\n')
            {
                return Fail(unterminated);
            }

            if (rune == quote)
            {
                return Emit(kind);
            }
        }
    }

    private Token RawText()
    {
        var end = text.IndexOf('`', at);
        if (end < 0)
        {
            return Fail("unterminated raw quoted string");
        }

        at = end + 1;
        return Emit(TokenKind.RawText);
    }

    private static bool IsAlphaNumeric(int rune) =>
        rune == '_' || (Rune.IsValid(rune) && (Rune.IsLetter(new(rune)) || Rune.IsDigit(new(rune))));
}
