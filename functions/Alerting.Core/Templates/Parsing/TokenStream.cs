namespace Alerting.Core.Templates.Parsing;

/// <summary>Tokens with up to three that were put back. For one thread.</summary>
internal sealed class TokenStream(Lexer lexer)
{
    private readonly Token[] tokens = new Token[3];
    private int waiting;

    /// <summary>The line of the token that was read last, which messages name.</summary>
    public int Line => tokens[0].Line;

    /// <summary>Takes the next one.</summary>
    public Token Next()
    {
        if (waiting > 0)
        {
            waiting--;
        }
        else
        {
            tokens[0] = lexer.Next();
        }

        return tokens[waiting];
    }

    /// <summary>Puts the one that was taken last back.</summary>
    public void Back() => waiting++;

    /// <summary>Puts back the one taken last, which is still at hand, and the one before it.</summary>
    public void Back(Token before)
    {
        tokens[1] = before;
        waiting = 2;
    }

    /// <summary>Puts back the one taken last and the two before it, the first of them first.</summary>
    public void Back(Token first, Token second)
    {
        tokens[1] = second;
        tokens[2] = first;
        waiting = 3;
    }

    /// <summary>The next one, which stays the next.</summary>
    public Token Peek()
    {
        var token = Next();
        Back();
        return token;
    }

    /// <summary>Takes the next one that is no white space.</summary>
    public Token NextSolid()
    {
        var token = Next();
        while (token.Kind == TokenKind.Space)
        {
            token = Next();
        }

        return token;
    }

    /// <summary>Takes the white space away; the next one is no such.</summary>
    public Token PeekSolid()
    {
        var token = NextSolid();
        Back();
        return token;
    }
}
