using System.Collections.Immutable;
using Alerting.Core.Alerts;

namespace Alerting.Core.Groups;

/// <summary>What keeps an alert from being told.</summary>
/// <param name="Silences">The ids of the silences that do, in order; empty: none does.</param>
/// <param name="Inhibitor">An alert that does; null: none does.</param>
public readonly record struct SuppressedBy(ImmutableArray<string> Silences, Fingerprint? Inhibitor)
{
    /// <summary>Whether anything does.</summary>
    public bool IsAny => Inhibitor is not null || !Silences.IsEmpty;
}
