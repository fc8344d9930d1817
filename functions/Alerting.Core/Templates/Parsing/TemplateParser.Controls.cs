namespace Alerting.Core.Templates.Parsing;

/// <content>Actions that begin with a keyword.</content>
internal sealed partial class TemplateParser
{
    private Node Action()
    {
        var token = tokens.NextSolid();
        switch (token.Kind)
        {
            case TokenKind.Block:
                return Block();
            case TokenKind.Break:
                InRange("break");
                return new Node.Break(token.Line) { Column = token.Column };
            case TokenKind.Continue:
                InRange("continue");
                return new Node.Continue(token.Line) { Column = token.Column };
            case TokenKind.Else:
                return Else();
            case TokenKind.EndWord:
                return new EndMark(Expect(TokenKind.RightDelimiter, "end").Line);
            case TokenKind.If:
                return Branch(false);
            case TokenKind.With:
                return Branch(true);
            case TokenKind.Range:
                return Range();
            case TokenKind.Template:
                return Invocation();
            default:
                tokens.Back();
                return Plain();
        }
    }

    private Node.Action Plain()
    {
        var token = tokens.Peek();
        return new(token.Line, Pipeline("command", TokenKind.RightDelimiter)) { Column = token.Column };
    }

    private void InRange(string word)
    {
        var token = tokens.NextSolid();
        if (token.Kind != TokenKind.RightDelimiter)
        {
            throw Unexpected(token, $"{{{{{word}}}}}");
        }

        if (rangeDepth == 0)
        {
            throw Wrong($"{{{{{word}}}}} outside {{{{range}}}}");
        }
    }

    private Node.Branch Branch(bool isWith)
    {
        var outer = variables.Count;
        Enter();
        var word = isWith ? TokenKind.With : TokenKind.If;
        var pipe = Pipeline(isWith ? "with" : "if", TokenKind.RightDelimiter);
        var then = Items(out var end);
        var otherwise = end is EndMark ? null
            : tokens.Peek().Kind == word ? ElseBranch(end, isWith)
            : Otherwise();
        Leave(outer);
        return new(pipe.Line, isWith, pipe, then, otherwise) { Column = pipe.Column };
    }

    // "else if" is an "else" with an "if" in it that shares its end.
    private Node.List ElseBranch(Node mark, bool isWith)
    {
        tokens.Next();
        return new(mark.Line, [Branch(isWith)]) { Column = mark.Column };
    }

    private Node.List Otherwise()
    {
        var list = Items(out var end);
        return end is EndMark ? list : throw Wrong($"expected end; found {Written(end)}");
    }

    private Node.Range Range()
    {
        var outer = variables.Count;
        Enter();
        var pipe = Pipeline("range", TokenKind.RightDelimiter);
        rangeDepth++;
        var body = Items(out var end);
        rangeDepth--;
        var otherwise = end is EndMark ? null : Otherwise();
        Leave(outer);
        return new(pipe.Line, pipe, body, otherwise) { Column = pipe.Column };
    }

    private void Leave(int outer)
    {
        Enter(-1);
        variables.RemoveRange(outer, variables.Count - outer);
    }

    private ElseMark Else()
    {
        var next = tokens.PeekSolid();
        var place = next.Kind is TokenKind.If or TokenKind.With ? next : Expect(TokenKind.RightDelimiter, "else");
        return new(place.Line) { Column = place.Column };
    }

    private Node.Invocation Block()
    {
        const string Context = "block clause";
        var token = tokens.NextSolid();
        var defined = TemplateName(token, Context);
        var pipe = Pipeline(Context, TokenKind.RightDelimiter);
        Enter();
        Nested().AddBody(defined, Context);
        Enter(-1);
        return new(token.Line, defined, pipe) { Column = token.Column };
    }

    private Node.Invocation Invocation()
    {
        const string Context = "template clause";
        var token = tokens.NextSolid();
        var invoked = TemplateName(token, Context);
        Node.Pipe? pipe = null;
        if (tokens.NextSolid().Kind != TokenKind.RightDelimiter)
        {
            tokens.Back();
            pipe = Pipeline(Context, TokenKind.RightDelimiter);
        }

        return new(token.Line, invoked, pipe) { Column = token.Column };
    }

    private static string Written(Node mark) => mark is EndMark ? "{{end}}" : "{{else}}";
}
