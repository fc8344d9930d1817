using System.Collections.Immutable;
using Alerting.Core.Templates.Formatting;

namespace Alerting.Core.Templates.Parsing;

/// <content>Pipelines, commands and what they are made of.</content>
internal sealed partial class TemplateParser
{
    private Node.Pipe Pipeline(string context, TokenKind end)
    {
        var first = tokens.PeekSolid();
        var declared = Declarations(context, out var isAssign);
        var commands = ImmutableArray.CreateBuilder<Node.Command>();
        while (true)
        {
            var token = tokens.NextSolid();
            if (token.Kind == end)
            {
                Check(commands, context);
                return new(first.Line, isAssign, declared, commands.DrainToImmutable()) { Column = first.Column };
            }

            if (!BeginsOperand(token.Kind))
            {
                throw Unexpected(token, context);
            }

            tokens.Back();
            commands.Add(Command());
        }
    }

    private static bool BeginsOperand(TokenKind kind) => kind is TokenKind.Bool or TokenKind.CharConstant
        or TokenKind.Complex or TokenKind.Dot or TokenKind.Field or TokenKind.Identifier or TokenKind.Number
        or TokenKind.Nil or TokenKind.RawText or TokenKind.QuotedText or TokenKind.Variable or TokenKind.LeftParen;

    private ImmutableArray<string> Declarations(string context, out bool isAssign)
    {
        var declared = ImmutableArray.CreateBuilder<string>();
        isAssign = false;
        while (tokens.PeekSolid().Kind == TokenKind.Variable)
        {
            var variable = tokens.Next();
            var behind = tokens.Peek();
            var next = tokens.PeekSolid();
            var isLast = next.Kind is TokenKind.Assign or TokenKind.Declare;
            if (!isLast && next is not { Kind: TokenKind.Char, Value: "," })
            {
                PutBack(variable, behind);
                break;
            }

            tokens.NextSolid();
            declared.Add(variable.Value);
            variables.Add(variable.Value);
            if (isLast)
            {
                isAssign = next.Kind == TokenKind.Assign;
                break;
            }

            CheckSecond(context, declared.Count);
        }

        return declared.DrainToImmutable();
    }

    // A variable that is no declaration; white space behind it counts, as it ends an operand.
    private void PutBack(Token variable, Token behind)
    {
        if (behind.Kind == TokenKind.Space)
        {
            tokens.Back(variable, behind);
        }
        else
        {
            tokens.Back(variable);
        }
    }

    private void CheckSecond(string context, int count)
    {
        if (context != "range" || count > 1)
        {
            throw Wrong($"too many declarations in {context}");
        }

        if (tokens.PeekSolid().Kind is not (TokenKind.Variable or TokenKind.RightDelimiter or TokenKind.RightParen))
        {
            throw Wrong("range can only initialize variables");
        }
    }

    private void Check(ImmutableArray<Node.Command>.Builder commands, string context)
    {
        if (commands.Count == 0)
        {
            throw Wrong($"missing value for {context}");
        }

        for (var i = 1; i < commands.Count; i++)
        {
            if (commands[i].Args[0] is Node.Truth or Node.Dot or Node.Nil or Node.Number or Node.Literal)
            {
                throw Wrong($"non executable command in pipeline stage {i + 1}");
            }
        }
    }

    private Node.Command Command()
    {
        var first = tokens.PeekSolid();
        var args = ImmutableArray.CreateBuilder<Node>();
        while (true)
        {
            tokens.PeekSolid();
            if (Operand() is { } operand)
            {
                args.Add(operand);
            }

            var token = tokens.Next();
            if (token.Kind == TokenKind.Space)
            {
                continue;
            }

            if (token.Kind is TokenKind.RightDelimiter or TokenKind.RightParen)
            {
                tokens.Back();
            }
            else if (token.Kind != TokenKind.Pipe)
            {
                throw Unexpected(token, "operand");
            }

            return args.Count > 0
                ? new(first.Line, args.DrainToImmutable()) { Column = first.Column }
                : throw Wrong("empty command");
        }
    }

    // A term and the fields behind it; null where there is no term.
    private Node? Operand()
    {
        if (Term() is not { } term)
        {
            return null;
        }

        var first = tokens.Peek();
        if (first.Kind != TokenKind.Field)
        {
            return term;
        }

        var fields = ImmutableArray.CreateBuilder<string>();
        while (tokens.Peek().Kind == TokenKind.Field)
        {
            fields.Add(tokens.Next().Value[1..]);
        }

        return term switch
        {
            Node.Field field => new Node.Field(first.Line, [.. field.Names, .. fields]) { Column = first.Column },
            Node.Variable variable =>
                new Node.Variable(first.Line, variable.Name, fields.DrainToImmutable()) { Column = first.Column },
            Node.Truth or Node.Literal or Node.Number or Node.Nil or Node.Dot =>
                throw Wrong($"unexpected . after term {Quoted.Of(term.ToString())}"),
            _ => new Node.Chain(first.Line, term, fields.DrainToImmutable()) { Column = first.Column },
        };
    }

    private Node? Term()
    {
        var token = tokens.NextSolid();
        switch (token.Kind)
        {
            case TokenKind.Identifier:
                return isFunction(token.Value)
                    ? new Node.Identifier(token.Line, token.Value) { Column = token.Column }
                    : throw Wrong($"function {Quoted.Of(token.Value)} not defined");
            case TokenKind.Variable:
                return variables.Contains(token.Value)
                    ? new Node.Variable(token.Line, token.Value, []) { Column = token.Column }
                    : throw Wrong($"undefined variable {Quoted.Of(token.Value)}");
            case TokenKind.CharConstant or TokenKind.Complex or TokenKind.Number:
                return NumberReader.Read(token, out var problem) ?? throw Wrong(problem);
            case TokenKind.LeftParen:
                Enter();
                var pipe = Pipeline("parenthesized pipeline", TokenKind.RightParen);
                Enter(-1);
                return pipe;
            default:
                return Constant(token);
        }
    }

    private Node? Constant(Token token)
    {
        var (line, column) = (token.Line, token.Column);
        switch (token.Kind)
        {
            case TokenKind.Dot:
                return new Node.Dot(line) { Column = column };
            case TokenKind.Nil:
                return new Node.Nil(line) { Column = column };
            case TokenKind.Field:
                return new Node.Field(line, [token.Value[1..]]) { Column = column };
            case TokenKind.Bool:
                return new Node.Truth(line, token.Value == "true") { Column = column };
            case TokenKind.QuotedText or TokenKind.RawText:
                return new Node.Literal(line, token.Value, Unquoted(token)) { Column = column };
            default:
                tokens.Back();
                return null;
        }
    }
}
