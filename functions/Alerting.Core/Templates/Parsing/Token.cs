using Alerting.Core.Templates.Formatting;
using Alerting.Core.Templates.Values;

namespace Alerting.Core.Templates.Parsing;

/// <summary>What a token is. The keywords come last, from <see cref="Block"/> on.</summary>
internal enum TokenKind
{
    Error,
    Bool,
    Char,
    CharConstant,
    Complex,
    Assign,
    Declare,
    End,
    Field,
    Identifier,
    LeftDelimiter,
    LeftParen,
    Number,
    Pipe,
    RawText,
    RightDelimiter,
    RightParen,
    Space,
    QuotedText,
    Text,
    Variable,
    Block,
    Break,
    Continue,
    Dot,
    Define,
    Else,
    EndWord,
    If,
    Nil,
    Range,
    Template,
    With,
}

/// <summary>A piece of a template's text.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="Value">As it stands in the text; of an error what is wrong.</param>
/// <param name="Line">Where it begins, from 1.</param>
/// <param name="Column">Bytes of UTF-8 before it in its line.</param>
internal readonly record struct Token(TokenKind Kind, string Value, int Line, int Column)
{
    /// <summary>As messages name it.</summary>
    public override string ToString() => Kind switch
    {
        TokenKind.End => "EOF",
        TokenKind.Error => Value,
        >= TokenKind.Block => $"<{Value}>",
        _ when RawBytes.Length(Value) > 10 => Quoted.Of(Shortened()) + "...",
        _ => Quoted.Of(Value),
    };

    private string Shortened()
    {
        var end = 0;
        for (var runes = 0; runes < 10 && end < Value.Length; runes++)
        {
            end += char.IsSurrogatePair(Value, end) ? 2 : 1;
        }

        return Value[..end];
    }
}
