using System.Collections.Immutable;
using Alerting.Core.Templates.Formatting;

namespace Alerting.Core.Templates.Parsing;

/// <summary>
/// Parses template texts to the same trees and with the same complaints as Go's text/template/parse, within limits of
/// our own for length and nesting. For one text and one thread.
/// </summary>
internal sealed partial class TemplateParser
{
    /// <summary>Characters of a text at most.</summary>
    public const int LongestText = 1 << 20;

    /// <summary>Control structures and parentheses within each other at most.</summary>
    public const int DeepestNesting = 500;

    private readonly string name;
    private readonly Func<string, bool> isFunction;
    private readonly TokenStream tokens;
    private readonly Dictionary<string, Node.List> templates;
    private readonly List<string> variables = ["$"];
    private int rangeDepth;
    private int actionLine;
    private int nesting;

    private TemplateParser(
        string name, Func<string, bool> isFunction, TokenStream tokens, Dictionary<string, Node.List> templates)
    {
        this.name = name;
        this.isFunction = isFunction;
        this.tokens = tokens;
        this.templates = templates;
    }

    /// <summary>
    /// The bodies of all templates that the text defines, and of the text itself under its own name. Throws
    /// <see cref="TemplateException"/> in Go's words.
    /// </summary>
    public static IReadOnlyDictionary<string, Node.List> Parse(string name, string text, Func<string, bool> isFunction)
    {
        if (text.Length > LongestText)
        {
            throw new TemplateException($"template: {name}:1: longer than {LongestText} characters");
        }

        var templates = new Dictionary<string, Node.List>(StringComparer.Ordinal);
        var parser = new TemplateParser(name, isFunction, new(new Lexer(text, isFunction)), templates);
        parser.Add(name, parser.Whole());
        return templates;
    }

    /// <summary>Whether there is nothing but white space: such a body replaces none that says something.</summary>
    public static bool IsEmpty(Node.List body) => body.Nodes.All(node => node switch
    {
        Node.Comment => true,
        Node.List list => IsEmpty(list),
        Node.Text text => text.Value.AsSpan().Trim().Length == 0,
        _ => false,
    });

    private Node.List Whole()
    {
        var first = tokens.Peek();
        var nodes = ImmutableArray.CreateBuilder<Node>();
        while (tokens.Peek().Kind != TokenKind.End)
        {
            if (IsDefinition())
            {
                Nested().Definition();
                continue;
            }

            var node = TextOrAction();
            if (node is EndMark or ElseMark)
            {
                throw Wrong($"unexpected {Written(node)}");
            }

            nodes.Add(node);
        }

        return Body(first, nodes);
    }

    // Takes the delimiter and the word where it is one.
    private bool IsDefinition()
    {
        if (tokens.Peek().Kind != TokenKind.LeftDelimiter)
        {
            return false;
        }

        var delimiter = tokens.Next();
        if (tokens.NextSolid().Kind == TokenKind.Define)
        {
            return true;
        }

        tokens.Back(delimiter);
        return false;
    }

    // A template of its own in this text: its variables and loops are not ours.
    private TemplateParser Nested() => new(name, isFunction, tokens, templates) { nesting = nesting };

    private void Definition()
    {
        const string Context = "define clause";
        var defined = TemplateName(tokens.NextSolid(), Context);
        Expect(TokenKind.RightDelimiter, Context);
        AddBody(defined, Context);
    }

    private void AddBody(string defined, string context)
    {
        var body = Items(out var end);
        if (end is not EndMark)
        {
            throw Wrong($"unexpected {Written(end)} in {context}");
        }

        Add(defined, body);
    }

    private void Add(string defined, Node.List body)
    {
        if (!templates.TryGetValue(defined, out var known) || IsEmpty(known))
        {
            templates[defined] = body with { Source = name };
        }
        else if (!IsEmpty(body))
        {
            throw Wrong($"template: multiple definition of template {Quoted.Of(defined)}");
        }
    }

    private string TemplateName(Token token, string context) =>
        token.Kind is TokenKind.QuotedText or TokenKind.RawText ? Unquoted(token) : throw Unexpected(token, context);

    private string Unquoted(Token token) => GoText.Unquote(token.Value) ?? throw Wrong("invalid syntax");

    private Node.List Items(out Node end)
    {
        var first = tokens.PeekSolid();
        var nodes = ImmutableArray.CreateBuilder<Node>();
        while (tokens.PeekSolid().Kind != TokenKind.End)
        {
            var node = TextOrAction();
            if (node is EndMark or ElseMark)
            {
                end = node;
                return Body(first, nodes);
            }

            nodes.Add(node);
        }

        throw Wrong("unexpected EOF");
    }

    private static Node.List Body(Token first, ImmutableArray<Node>.Builder nodes) =>
        new(first.Line, nodes.DrainToImmutable()) { Column = first.Column };

    private Node TextOrAction()
    {
        var token = tokens.NextSolid();
        if (token.Kind == TokenKind.Text)
        {
            return new Node.Text(token.Line, token.Value) { Column = token.Column };
        }

        if (token.Kind != TokenKind.LeftDelimiter)
        {
            throw Unexpected(token, "input");
        }

        actionLine = token.Line;
        var action = Action();
        actionLine = 0;
        return action;
    }

    private Token Expect(TokenKind kind, string context)
    {
        var token = tokens.NextSolid();
        return token.Kind == kind ? token : throw Unexpected(token, context);
    }

    private void Enter(int levels = 1)
    {
        nesting += levels;
        if (nesting > DeepestNesting)
        {
            throw Wrong($"nested more than {DeepestNesting} deep");
        }
    }

    private TemplateException Unexpected(Token token, string context)
    {
        if (token.Kind != TokenKind.Error)
        {
            return Wrong($"unexpected {token} in {context}");
        }

        var started = actionLine == 0 || actionLine == token.Line ? ""
            : token.Value.EndsWith(" action", StringComparison.Ordinal) ? $" started at {name}:{actionLine}"
            : $" in action started at {name}:{actionLine}";
        return Wrong(token.Value + started);
    }

    private TemplateException Wrong(string problem) => new($"template: {name}:{tokens.Line}: {problem}");

    private sealed record EndMark(int Line) : Node(Line);

    private sealed record ElseMark(int Line) : Node(Line);
}
