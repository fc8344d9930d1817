using Alerting.Core.Templates.Execution;
using Alerting.Core.Templates.Formatting;
using Alerting.Core.Templates.Values;

namespace Alerting.Core.Templates.Functions;

/// <summary>The functions that Go's text/template has of its own.</summary>
internal static class GoFunctions
{
    private static readonly Signature One = Signature.Of(ParameterType.Any);
    private static readonly Signature Two = Signature.Of(ParameterType.Any, ParameterType.Any);
    private static readonly Signature OneOrMore = new([ParameterType.Any], ParameterType.Any);
    private static readonly int Limit = TemplateLimits.Default.Characters;

    /// <summary>All of them.</summary>
    public static IEnumerable<KeyValuePair<string, Function>> All { get; } = new Dictionary<string, Function>
    {
        ["and"] = new(OneOrMore, args => args[^1]) { StopsAt = false },
        ["or"] = new(OneOrMore, args => args[^1]) { StopsAt = true },
        ["not"] = new(One, args => !Truthiness.IsTrue(args[0])),
        ["len"] = new(One, args => Indexing.Len(args[0])),
        ["index"] = new(OneOrMore, Indexing.Index),
        ["slice"] = new(OneOrMore, Indexing.Slice),
        ["print"] = Function.OfAny(args => Printer.Print(args, Limit)),
        ["println"] = Function.OfAny(args => Printer.PrintLine(args, Limit)),
        ["printf"] = new(new([ParameterType.Text], ParameterType.Any), Format),
        ["html"] = Function.OfAny(args => Escaping.Html(Text(args))),
        ["js"] = Function.OfAny(args => Escaping.JavaScript(Text(args))),
        ["urlquery"] = Function.OfAny(args => Escaping.Query(Text(args))),
        ["call"] = new(OneOrMore, Call),
        ["eq"] = new(OneOrMore, args => Comparison.IsEqualToAny(args)),
        ["ne"] = new(Two, args => !Comparison.AreEqual(args[0], args[1])),
        ["lt"] = new(Two, args => Comparison.IsLess(args[0], args[1])),
        ["le"] = new(Two, args => IsAtMost(args[0], args[1])),
        ["gt"] = new(Two, args => !IsAtMost(args[0], args[1])),
        ["ge"] = new(Two, args => !Comparison.IsLess(args[0], args[1])),
    };

    /// <summary>What the escaping functions escape: their arguments as actions would show them.</summary>
    public static string Text(IReadOnlyList<object?> args) =>
        args is [string only] ? only : Printer.Shown(args, Limit);

    private static bool IsAtMost(object? left, object? right) =>
        Comparison.IsLess(left, right) || Comparison.AreEqual(left, right);

    private static string Format(IReadOnlyList<object?> args) =>
        Printer.Format((string)args[0]!, [.. args.Skip(1)], Limit);

    // Nothing that a template is given is a function.
    private static object Call(IReadOnlyList<object?> args) => throw new TemplateException(
        args[0] is { } value ? $"non-function of type {GoType.NameOf(value)}" : "call of nil");
}
