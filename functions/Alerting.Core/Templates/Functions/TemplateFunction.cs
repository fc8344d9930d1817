namespace Alerting.Core.Templates.Functions;

/// <summary>
/// A function that templates call. Its arguments fit its <see cref="Signature"/>; a failure is a
/// <see cref="TemplateException"/> without a place, which the caller adds.
/// </summary>
internal delegate object? TemplateFunction(IReadOnlyList<object?> args);

/// <summary>A function with what it takes.</summary>
/// <param name="Signature">What it takes.</param>
/// <param name="Call">What it does.</param>
internal sealed record Function(Signature Signature, TemplateFunction Call)
{
    /// <summary>Whether the data of the whole rendering comes before the arguments of the template.</summary>
    public bool TakesData { get; init; }

    /// <summary>
    /// Of <c>and</c> and <c>or</c>: the first argument of this truth is the result, and those behind it are not
    /// evaluated.
    /// </summary>
    public bool? StopsAt { get; init; }

    /// <summary>Any number of arguments of any type.</summary>
    public static Function OfAny(TemplateFunction call) => new(Signature.AnyNumber, call);
}

/// <summary>What a parameter takes. A template's constant without a type becomes what it asks for.</summary>
internal enum ParameterType
{
    Any,
    Text,
    Int,
    Time,
    Duration,
    Zone,
    Texts,
    List,
}

/// <summary>The parameters of a function or method.</summary>
/// <param name="Fixed">Those that there must be.</param>
/// <param name="Rest">What any number of further ones are; null where there are none.</param>
internal sealed record Signature(ParameterType[] Fixed, ParameterType? Rest = null)
{
    /// <summary>No parameters.</summary>
    public static Signature None { get; } = new([]);

    /// <summary>Any number of any type.</summary>
    public static Signature AnyNumber { get; } = new([], ParameterType.Any);

    /// <summary>These and no others.</summary>
    public static Signature Of(params ParameterType[] parameters) => new(parameters);

    /// <summary>The type of an argument; its number is within what the signature takes.</summary>
    public ParameterType At(int index) => index < Fixed.Length ? Fixed[index] : Rest ?? ParameterType.Any;
}
