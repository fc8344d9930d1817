namespace Alerting.Core.Logs;

/// <summary>Which field of a record must have the value of which label.</summary>
/// <param name="Label">A label of the alert, or an annotation where there is no such label; not empty.</param>
/// <param name="Field">As the source names it: the operator's word, of characters that its kind allows.</param>
/// <param name="IsPrefix">Whether the value is only how the field begins.</param>
public sealed record LogFieldRule(string Label, string Field, bool IsPrefix = false)
{
    /// <summary>What follows the value in the field, such as <c>-</c>: pods of the job <c>train-1</c> are not those of
    /// <c>train-10</c>. Empty: nothing.</summary>
    public string Suffix { get; init; } = "";
}
