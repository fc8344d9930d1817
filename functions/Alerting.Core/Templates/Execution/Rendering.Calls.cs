using Alerting.Core.Templates.Formatting;
using Alerting.Core.Templates.Functions;
using Alerting.Core.Templates.Parsing;
using Alerting.Core.Templates.Times;
using Alerting.Core.Templates.Values;

namespace Alerting.Core.Templates.Execution;

/// <content>Functions and methods with their arguments.</content>
internal sealed partial class Rendering
{
    private object? Call(object? dot, Node.Identifier identifier, Node node, Arguments arguments)
    {
        current = identifier;
        if (executor.Functions.Find(identifier.Name) is not { } function)
        {
            throw Wrong($"{Quoted.Of(identifier.Name)} is not a defined function");
        }

        CheckCount(function.Signature, identifier.Name, arguments);
        if (function.StopsAt is { } truth)
        {
            return Shortened(dot, truth, arguments);
        }

        var values = Values(dot, function.Signature, arguments, function.TakesData ? 1 : 0);
        if (function.TakesData)
        {
            values[0] = data;
        }

        return Charged(values, Called(function, values, node, identifier.Name));
    }

    private object? Called(Function function, object?[] values, Node node, string called)
    {
        try
        {
            return function.Call(values);
        }
        catch (TemplateException problem)
        {
            throw Failed(node, called, problem);
        }
    }

    private object? Call(object? dot, Method method, object receiver, Node node, string member, Arguments arguments)
    {
        CheckCount(method.Signature, member, arguments);
        if (method.Problem is { } unusable)
        {
            throw Wrong(unusable);
        }

        var values = Values(dot, method.Signature, arguments, 0);
        return Charged(values, Called(method, receiver, values, node, member));
    }

    private object? Called(Method method, object receiver, object?[] values, Node node, string member)
    {
        try
        {
            return method.Call(receiver, values);
        }
        catch (TemplateException problem)
        {
            throw Failed(node, member, problem);
        }
    }

    private TemplateException Failed(Node node, string called, TemplateException problem)
    {
        current = node;
        return Wrong($"error calling {called}: {problem.Message}");
    }

    private void CheckCount(Signature signature, string called, Arguments arguments)
    {
        var least = signature.Fixed.Length;
        if (signature.Rest is null && arguments.Count != least)
        {
            throw Wrong($"wrong number of args for {called}: want {least} got {arguments.Count}");
        }

        if (arguments.Count < least)
        {
            throw Wrong($"wrong number of args for {called}: want at least {least} got {arguments.Written}");
        }
    }

    private object?[] Values(object? dot, Signature signature, Arguments arguments, int before)
    {
        if (arguments.Count + before == 0)
        {
            return [];
        }

        var values = new object?[arguments.Count + before];
        for (var i = 0; i < arguments.Written; i++)
        {
            values[i + before] = Argument(dot, signature.At(i), arguments.Nodes[i + 1]);
        }

        if (arguments.Final != Missing)
        {
            values[^1] = Checked(arguments.Final, signature.At(arguments.Count - 1));
        }

        return values;
    }

    // "and" and "or" look at no more than they need, and are what they saw last.
    private object? Shortened(object? dot, bool truth, Arguments arguments)
    {
        object? value = null;
        for (var i = 0; i < arguments.Written; i++)
        {
            value = Argument(dot, ParameterType.Any, arguments.Nodes[i + 1]);
            if (Truthiness.IsTrue(value) == truth)
            {
                return value;
            }
        }

        return arguments.Final == Missing ? value : Checked(arguments.Final, ParameterType.Any);
    }

    private object? Argument(object? dot, ParameterType? type, Node node)
    {
        current = node;
        return node switch
        {
            Node.Field field => Checked(Chain(dot, dot, field, field.Names, Arguments.None), type),
            Node.Literal or Node.Number or Node.Truth => Constant(node, type ?? ParameterType.Any),
            Node.Dot => Checked(dot, type),
            Node.Variable variable => Checked(Variable(dot, variable, Arguments.None), type),
            Node.Pipe pipe => Checked(Nested(dot, pipe), type),
            Node.Identifier identifier => Checked(Call(dot, identifier, identifier, Arguments.None), type),
            Node.Chain chain => Checked(Chain(dot, chain, Arguments.None), type),
            Node.Nil => CanBeNil(type) ? null : throw Wrong($"cannot assign nil to {GoType.NameOf(type ?? default)}"),
            _ => throw Wrong($"can't handle {node}"),
        };
    }

    // A constant as the parameter wants it.
    private object? Constant(Node node, ParameterType type) => type switch
    {
        ParameterType.Any => Untyped(null, node),
        ParameterType.Text => node is Node.Literal literal ? literal.Value : throw Expected("string", node),
        ParameterType.Int => Numbered.Of(WholeOf(node)),
        ParameterType.Duration => new Duration(WholeOf(node)),
        _ => throw Wrong($"can't handle {node} for arg of type {GoType.NameOf(type)}"),
    };

    private long WholeOf(Node node) =>
        node is Node.Number { Integer: { } whole } ? whole : throw Expected("integer", node);

    private TemplateException Expected(string what, Node node) => Wrong($"expected {what}; found {node}");

    private static bool CanBeNil(ParameterType? type) =>
        type is null or ParameterType.Any or ParameterType.Texts or ParameterType.List or ParameterType.Zone;

    // The value as the parameter takes it.
    private object? Checked(object? place, ParameterType? type)
    {
        if (type is not { } wanted)
        {
            return place;
        }

        var value = Slot.Open(place);
        if (wanted == ParameterType.Any || Fits(value, wanted))
        {
            return value;
        }

        if (place is not null)
        {
            var found = GoType.NameOf(value is null ? place : value);
            throw Wrong($"wrong type for value; expected {GoType.NameOf(wanted)}; got {found}");
        }

        return CanBeNil(wanted) ? null : throw Wrong($"invalid value; expected {GoType.NameOf(wanted)}");
    }

    private static bool Fits(object? value, ParameterType type) => type switch
    {
        ParameterType.Any => true,
        ParameterType.Text => value is string,
        ParameterType.Int => value is long,
        ParameterType.Time => value is Time,
        ParameterType.Duration => value is Duration,
        ParameterType.Zone => value is Zone,
        ParameterType.Texts => value is Sequence.Texts,
        ParameterType.List => value is Sequence.Anything,
    };

    // Long texts and lists are work; what takes or makes them counts as so many steps.
    private object? Charged(object?[] values, object? result)
    {
        var size = Size(result);
        if (size > executor.Limits.Characters)
        {
            throw Wrong($"more than {executor.Limits.Characters} characters");
        }

        foreach (var value in values)
        {
            size += Size(value);
        }

        Step(1 + (size >> 4));
        return result;
    }

    private static int Size(object? value) => value switch
    {
        string text => text.Length,
        Sequence sequence => sequence.Count,
        Map map => map.Entries.Count,
        SafeText safe => safe.Text.Length,
        _ => 0,
    };
}
