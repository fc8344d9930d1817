using System.Collections.Immutable;
using System.Text;
using Alerting.Core.Templates.Formatting;

namespace Alerting.Core.Templates.Parsing;

/// <summary>Writes nodes as they could have stood in the template.</summary>
internal static class NodeText
{
    /// <summary>The text of a node.</summary>
    public static string Of(Node node) => Append(new(), node).ToString();

    private static StringBuilder Append(StringBuilder text, Node node) => node switch
    {
        Node.List list => All(text, list.Nodes, ""),
        Node.Text plain => text.Append(plain.Value),
        Node.Action action => Append(text.Append("{{"), action.Of).Append("}}"),
        Node.Comment => text.Append("{{/**/}}"),
        Node.Branch branch => Block(text, branch.IsWith ? "with" : "if", branch.Of, branch.Then, branch.Else),
        Node.Range range => Block(text, "range", range.Of, range.Body, range.Else),
        Node.Break => text.Append("{{break}}"),
        Node.Continue => text.Append("{{continue}}"),
        Node.Invocation invocation => Invocation(text, invocation),
        Node.Pipe pipe => Pipe(text, pipe),
        Node.Command command => All(text, command.Args, " "),
        Node.Chain chain => Fields(Operand(text, chain.Of), chain.Names),
        _ => Leaf(text, node),
    };

    private static StringBuilder Leaf(StringBuilder text, Node node) => node switch
    {
        Node.Dot => text.Append('.'),
        Node.Nil => text.Append("nil"),
        Node.Identifier identifier => text.Append(identifier.Name),
        Node.Field field => Fields(text, field.Names),
        Node.Variable variable => Fields(text.Append(variable.Name), variable.Names),
        Node.Truth truth => text.Append(truth.Value ? "true" : "false"),
        Node.Literal literal => text.Append(literal.Quoted),
        Node.Number number => text.Append(number.Written),
        _ => text,
    };

    private static StringBuilder All(StringBuilder text, IEnumerable<Node> nodes, string between)
    {
        var isFirst = true;
        foreach (var node in nodes)
        {
            text.Append(isFirst ? "" : between);
            _ = between.Length == 0 ? Append(text, node) : Operand(text, node);
            isFirst = false;
        }

        return text;
    }

    private static StringBuilder Operand(StringBuilder text, Node node) =>
        node is Node.Pipe ? Append(text.Append('('), node).Append(')') : Append(text, node);

    private static StringBuilder Fields(StringBuilder text, ImmutableArray<string> names)
    {
        foreach (var name in names)
        {
            text.Append('.').Append(name);
        }

        return text;
    }

    private static StringBuilder Pipe(StringBuilder text, Node.Pipe pipe)
    {
        if (pipe.Variables.Length > 0)
        {
            text.AppendJoin(", ", pipe.Variables).Append(pipe.IsAssign ? " = " : " := ");
        }

        for (var i = 0; i < pipe.Commands.Length; i++)
        {
            Append(i == 0 ? text : text.Append(" | "), pipe.Commands[i]);
        }

        return text;
    }

    private static StringBuilder Invocation(StringBuilder text, Node.Invocation invocation)
    {
        text.Append("{{template ").Append(Quoted.Of(invocation.Name));
        if (invocation.Of is { } pipe)
        {
            Append(text.Append(' '), pipe);
        }

        return text.Append("}}");
    }

    private static StringBuilder Block(StringBuilder text, string word, Node.Pipe pipe, Node body, Node? otherwise)
    {
        Append(text.Append("{{").Append(word).Append(' '), pipe).Append("}}");
        Append(text, body);
        if (otherwise is not null)
        {
            Append(text.Append("{{else}}"), otherwise);
        }

        return text.Append("{{end}}");
    }
}
