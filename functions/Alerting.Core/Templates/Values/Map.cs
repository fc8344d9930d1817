using System.Collections.Immutable;
using Alerting.Core.Alerts;

namespace Alerting.Core.Templates.Values;

/// <summary>A <c>map[string]any</c> of Go.</summary>
/// <param name="Entries">In the order of the bytes of the keys.</param>
internal sealed record Map(ImmutableSortedDictionary<string, object?> Entries)
{
    /// <summary>One without entries.</summary>
    public static ImmutableSortedDictionary<string, object?> Empty { get; } =
        ImmutableSortedDictionary.Create<string, object?>(Utf8Order.Instance);
}
