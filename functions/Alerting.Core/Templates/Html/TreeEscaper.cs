using System.Collections.Immutable;
using System.Runtime.CompilerServices;
using Alerting.Core.Templates.Html.Contexts;
using Alerting.Core.Templates.Html.Transitions;
using Alerting.Core.Templates.Parsing;

namespace Alerting.Core.Templates.Html;

/// <summary>Walks the templates that an entry needs. For one entry and one thread.</summary>
internal sealed partial class TreeEscaper(IReadOnlyDictionary<string, Node.List> templates)
{
    /// <summary>Characters and nodes that are looked at at most, each time that they are.</summary>
    public const int MostSteps = 4_000_000;

    private readonly Stack<List<(Node At, HtmlContext Context)>> loops = [];
    private string source = "";
    private int steps;

    private (HtmlContext Behind, Node Node) One(HtmlContext context, Node node)
    {
        Count(node, 1);
        switch (node)
        {
            case Node.Text text:
                Count(node, text.Value.Length);
                var (shown, behind) = TextRewriter.Rewrite(text.Value, context);
                return behind.Problem is { } problem
                    ? throw Wrong(node, problem)
                    : (behind, text with { Value = shown });
            case Node.Branch branch:
                return Branch(context, branch);
            case Node.Range range:
                return Range(context, range);
            case Node.Invocation invocation:
                return Invocation(context, invocation);
            case Node.List list:
                return List(context, list);
            case Node.Break or Node.Continue:
                loops.Peek().Add((node, context));
                return (HtmlContext.Dead, node);
            case Node.Comment:
                return (context, node);
            default:
                throw Wrong(node, $"{node} cannot be printed");
        }
    }

    private (HtmlContext Behind, Node.List List) List(HtmlContext context, Node.List list)
    {
        if (!RuntimeHelpers.TryEnsureSufficientExecutionStack())
        {
            throw Wrong(list, "is nested too deep");
        }

        var nodes = ImmutableArray.CreateBuilder<Node>(list.Nodes.Length);

        // What is never reached is left out, escaped by nobody.
        for (var i = 0; i < list.Nodes.Length && context.State != HtmlState.Dead; i++)
        {
            (context, var next) = list.Nodes[i] is Node.Action action
                ? Action(context, action, IsColon(list.Nodes.AsSpan()[(i + 1)..]))
                : One(context, list.Nodes[i]);
            nodes.Add(next);
        }

        return (context, list with { Nodes = nodes.DrainToImmutable() });
    }

    private static bool IsColon(ReadOnlySpan<Node> rest)
    {
        while (rest is [Node.Comment, ..])
        {
            rest = rest[1..];
        }

        return rest is [Node.Text { Value: [':', ..] }, ..];
    }

    private (HtmlContext Behind, Node.List? List) Else(HtmlContext context, Node.List? list) =>
        list is null ? (context, null) : List(context, list);

    private (HtmlContext Behind, Node Node) Action(HtmlContext before, Node.Action action, bool isBeforeColon)
    {
        Count(action, 1);
        if (action.Of.Variables.Length > 0)
        {
            return (before, action);
        }

        var context = before.Nudged();
        var isBare = context is { State: HtmlState.Attribute, Delimiter: Delimiter.SpaceOrTagEnd };
        if (Pipelines.Misplaced(action.Of, isBare) is { } own)
        {
            throw Wrong(action, $"predefined escaper \"{own}\" disallowed in template");
        }

        if (ActionEscaping.Problem(before, context) is { } problem)
        {
            throw Wrong(action, $"{action} {problem}");
        }

        var pipe = Pipelines.With(action.Of, ActionEscaping.Functions(context, isBeforeColon));
        return (ActionEscaping.Behind(context), action with { Of = pipe });
    }

    private (HtmlContext Behind, Node Node) Branch(HtmlContext context, Node.Branch branch)
    {
        var (behind, then) = List(context, branch.Then);
        var (other, otherwise) = Else(context, branch.Else);
        var end = Join(branch, branch.IsWith ? "with" : "if", behind, other);
        return (end, branch with { Then = then, Else = otherwise });
    }

    private (HtmlContext Behind, Node Node) Range(HtmlContext context, Node.Range range)
    {
        var (once, body) = Loop(context, range);
        if (once != context)
        {
            // A later turn begins where the one before it ended, and is escaped as the first one is.
            var slash = Joining.Of(context, once)?.Slash ?? once.Slash;
            var (again, _) = Loop(once with { Slash = slash }, range);
            once = Join(range, "range", once, again, "on range loop re-entry: ");
        }

        var (other, otherwise) = Else(context, range.Else);
        return (Join(range, "range", once, other), range with { Body = body, Else = otherwise });
    }

    // All ways to the body's end lead to the next turn, or out.
    private (HtmlContext Behind, Node.List Body) Loop(HtmlContext context, Node.Range range)
    {
        loops.Push([]);
        var (behind, body) = List(context, range.Body);
        foreach (var (at, left) in loops.Pop())
        {
            var way = at is Node.Break ? "break" : "continue";
            behind = Join(at, "range", behind, left, $"at range loop {way}: ");
        }

        return (behind, body);
    }

    private HtmlContext Join(Node node, string word, HtmlContext one, HtmlContext other, string where = "") =>
        Joining.Of(one, other) ?? throw Wrong(
            node, $"{where}{{{{{word}}}}} branches end in different contexts: {one}, {other}");

    private void Count(Node node, int more)
    {
        if ((steps += more) > MostSteps)
        {
            throw Wrong(node, $"takes more than {MostSteps} steps to escape");
        }
    }

    private TemplateException Wrong(Node node, string problem) =>
        new($"html/template:{source}:{node.Line}:{node.Column}: {problem}");
}
