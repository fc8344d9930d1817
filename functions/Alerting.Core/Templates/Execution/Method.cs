using Alerting.Core.Templates.Functions;

namespace Alerting.Core.Templates.Execution;

/// <summary>A method of a type of values.</summary>
/// <param name="Signature">What it takes.</param>
/// <param name="Call">What it does to the value with the arguments.</param>
internal sealed record Method(Signature Signature, Func<object, object?[], object?> Call)
{
    /// <summary>Why templates cannot call it, in Go's words; null where they can.</summary>
    public string? Problem { get; init; }

    /// <summary>One without parameters.</summary>
    public static Method Of(Func<object, object?> call) => new(Signature.None, (value, _) => call(value));
}
