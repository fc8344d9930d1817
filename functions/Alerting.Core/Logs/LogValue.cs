using Alerting.Core.Alerts;
using Alerting.Core.Logs.Languages;

namespace Alerting.Core.Logs;

/// <summary>Values of alerts that may stand in a query.</summary>
internal static class LogValue
{
    private const int Longest = 512;

    /// <summary>The value of a label, or of an annotation where there is no such label; null where there is none that
    /// may stand in a query.</summary>
    public static string? Of(LabelSet labels, LabelSet annotations, string name) =>
        Said(labels, annotations, name) is { Length: > 0 } value && IsFit(value) ? value : null;

    /// <summary>Whether there is one that must not stand in a query.</summary>
    public static bool IsUnfit(LabelSet labels, LabelSet annotations, string name) =>
        Said(labels, annotations, name) is { Length: > 0 } value && !IsFit(value);

    private static bool IsFit(string value) => value.Length <= Longest && LiteralText.IsFit(value);

    private static string Said(LabelSet labels, LabelSet annotations, string name) =>
        labels[name] is { Length: > 0 } label ? label : annotations[name];
}
