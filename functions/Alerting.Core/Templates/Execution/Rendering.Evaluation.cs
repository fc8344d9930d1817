using System.Collections.Immutable;
using System.Runtime.CompilerServices;
using Alerting.Core.Templates.Parsing;
using Alerting.Core.Templates.Values;

namespace Alerting.Core.Templates.Execution;

/// <content>Pipelines, commands and what stands behind dots.</content>
internal sealed partial class Rendering
{
    // Declares or assigns the variables of the pipeline; whoever asks forgets them when they are no longer seen.
    private object? Evaluate(object? dot, Node.Pipe pipe)
    {
        current = pipe;
        var value = Missing;
        foreach (var command in pipe.Commands)
        {
            value = Slot.Open(Evaluate(dot, command, value));
        }

        foreach (var variable in pipe.Variables)
        {
            if (pipe.IsAssign)
            {
                Assign(variable, value);
            }
            else
            {
                variables.Add((variable, value));
            }
        }

        return value;
    }

    private object? Evaluate(object? dot, Node.Command command, object? final)
    {
        Step();
        switch (command.Args[0])
        {
            case Node.Field field:
                current = field;
                return Chain(dot, dot, field, field.Names, (command.Args, final));
            case Node.Identifier identifier:
                return Call(dot, identifier, command, (command.Args, final));
            case Node.Variable variable:
                return Variable(dot, variable, (command.Args, final));
            case Node.Chain chain:
                return Chain(dot, chain, (command.Args, final));
            case Node.Pipe pipe:
                RejectArguments(command.Args, final);
                return Nested(dot, pipe);
            default:
                return Constant(dot, command, final);
        }
    }

    private object? Constant(object? dot, Node.Command command, object? final)
    {
        var first = command.Args[0];
        current = first;
        RejectArguments(command.Args, final);
        return first switch
        {
            Node.Nil => throw Wrong("nil is not a command"),
            _ => Untyped(dot, first),
        };
    }

    // A constant where nothing says which type it is to have.
    private object? Untyped(object? dot, Node node) => node switch
    {
        Node.Dot => dot,
        Node.Literal literal => literal.Value,
        Node.Truth truth => truth.Value,
        Node.Number number => Ideal(number),
        _ => throw Wrong($"can't evaluate command {node}"),
    };

    private object Ideal(Node.Number number)
    {
        current = number;
        if (number.Float is { } floating && LooksFractional(number))
        {
            return floating;
        }

        var text = number.Written;
        return number.Integer is { } whole ? Numbered.Of(whole) : throw Wrong($"{text} overflows int");
    }

    private static bool LooksFractional(Node.Number number)
    {
        var text = number.Written;
        var isHexadecimal = text.StartsWith("0x", StringComparison.OrdinalIgnoreCase);
        return !number.IsCharacter && text.AsSpan().IndexOfAny(isHexadecimal ? "pP" : ".eEpP") >= 0;
    }

    private object? Nested(object? dot, Node.Pipe pipe)
    {
        if (!RuntimeHelpers.TryEnsureSufficientExecutionStack())
        {
            throw Wrong("nested too deeply");
        }

        return Evaluate(dot, pipe);
    }

    private void RejectArguments(ImmutableArray<Node> args, object? final)
    {
        if ((!args.IsDefault && args.Length > 1) || final != Missing)
        {
            throw Wrong($"can't give argument to non-function {(args.IsDefault ? "" : args[0])}");
        }
    }

    private object? Chain(object? dot, Node.Chain chain, Arguments arguments)
    {
        current = chain;
        if (chain.Of is Node.Nil)
        {
            throw Wrong($"indirection through explicit nil in {chain}");
        }

        return Chain(dot, Argument(dot, null, chain.Of), chain, chain.Names, arguments);
    }

    private object? Variable(object? dot, Node.Variable variable, Arguments arguments)
    {
        current = variable;
        var value = variables[IndexOf(variable.Name)].Value;
        if (variable.Names.Length > 0)
        {
            return Chain(dot, value, variable, variable.Names, arguments);
        }

        RejectArguments(arguments.Nodes, arguments.Final);
        return value;
    }

    // Only the last of the names, if it is a method, gets the arguments.
    private object? Chain(object? dot, object? receiver, Node node, ImmutableArray<string> names, Arguments arguments)
    {
        for (var i = 0; i < names.Length - 1; i++)
        {
            receiver = Member(dot, names[i], node, Arguments.None, receiver);
        }

        return Member(dot, names[^1], node, arguments, receiver);
    }

    private object? Member(object? dot, string member, Node node, Arguments arguments, object? place)
    {
        if (place is null)
        {
            return null;
        }

        if (Slot.Open(place) is not { } receiver)
        {
            throw Wrong($"nil pointer evaluating {GoType.NameOf(place)}.{member}");
        }

        if (Members.FindMethod(receiver, member) is { } method)
        {
            return Call(dot, method, receiver, node, member, arguments);
        }

        if (!Members.TryField(receiver, member, out var field))
        {
            throw Wrong(Members.IsHidden(receiver, member)
                ? $"{member} is an unexported field of struct type {GoType.NameOf(place)}"
                : $"can't evaluate field {member} in type {GoType.NameOf(place)}");
        }

        if (arguments.Count > 0)
        {
            throw Wrong(Members.IsMap(receiver)
                ? $"{member} is not a method but has arguments"
                : $"{member} has arguments but cannot be invoked as function");
        }

        return field;
    }

    // What a function or method is given: the nodes, of which the first is itself, and what an earlier stage made.
    private readonly record struct Arguments(ImmutableArray<Node> Nodes, object? Final)
    {
        public static Arguments None { get; } = new(default, Missing);

        public int Written => Nodes.IsDefault ? 0 : Nodes.Length - 1;

        public int Count => Written + (Final == Missing ? 0 : 1);

        public static implicit operator Arguments((ImmutableArray<Node> Nodes, object? Final) pair) =>
            new(pair.Nodes, pair.Final);
    }
}
