namespace Alerting.Core.Templates.Values;

/// <summary>
/// What stands in a place of type <c>any</c>: an element of a list or of a map of any. Messages name such a place by
/// the type of the place, and nil in it is not the same as no value.
/// </summary>
/// <param name="Value">What stands there.</param>
internal sealed record Slot(object? Value)
{
    /// <summary>What stands in the place, if it is one.</summary>
    public static object? Open(object? value) => value is Slot slot ? slot.Value : value;
}
