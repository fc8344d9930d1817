using Alerting.Core.Alerts;
using Alerting.Core.Templates.Times;

namespace Alerting.Core.Templates.Values;

/// <summary>What <c>if</c> takes for true: all but the zero of a type and what is empty.</summary>
internal static class Truthiness
{
    /// <summary>Whether the value is true.</summary>
    public static bool IsTrue(object? value) => value switch
    {
        null => false,
        string text => text.Length > 0,
        bool truth => truth,
        long whole => whole != 0,
        LabelSet labels => labels.Count > 0,
        Sequence sequence => sequence.Count > 0,
        Map map => map.Entries.Count > 0,
        ContextFields context => context.IsTrue,
        double number => number != 0,
        Integer integer => integer.Value != 0,
        Duration duration => duration.Nanoseconds != 0,
        SafeText safe => safe.Text.Length > 0,
        Slot slot => IsTrue(slot.Value),
        _ => true,
    };
}
