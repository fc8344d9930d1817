using System.Collections.Immutable;

namespace Alerting.Core.Configuration;

/// <summary>
/// The configuration that decides now. Every piece of work asks once, when it begins, and keeps to the answer.
/// </summary>
public interface IConfigurationInForce
{
    /// <summary>
    /// What is in force. Throws <see cref="Ports.StoreUnavailableException"/> when that cannot be known: nothing may
    /// then be decided here.
    /// </summary>
    ValueTask<InForce> Now(CancellationToken cancellation);

    /// <summary>
    /// Every group was seen under this configuration by a pass that began at <paramref name="since"/>. Does nothing
    /// when another one has come into force, or work begun under the one before may still be under way.
    /// </summary>
    Task Migrated(InForce configuration, DateTimeOffset since, CancellationToken cancellation);
}

/// <summary>A configuration and its epoch.</summary>
/// <param name="Value">What it says.</param>
/// <param name="Epoch">Grows with each change, from 1.</param>
public sealed record InForce(AlertingConfiguration Value, long Epoch)
{
    /// <summary>
    /// Those before, as long as groups decided under them may be about, newest first, none of them the one in force:
    /// what ends there is told there. Those that cannot be read are left out.
    /// </summary>
    public ImmutableArray<AlertingConfiguration> Previous { get; init; } = [];

    /// <summary>Whether none is left out of <see cref="Previous"/>.</summary>
    public bool IsPreviousWhole { get; init; } = true;

    /// <summary>
    /// When work that goes by one before may have stored alerts, by the store's time: begun before the change, or by a
    /// process that did not know of it yet. Null where nobody could.
    /// </summary>
    public (DateTimeOffset From, DateTimeOffset To)? Overlap { get; init; }

    /// <summary>
    /// Throws <see cref="Ports.StoreUnavailableException"/> where something was decided under a later epoch: others are
    /// a moment ahead of this process, and it has to be tried again.
    /// </summary>
    public void RefuseBehind(long epoch)
    {
        if (epoch > Epoch)
        {
            throw new Ports.StoreUnavailableException($"Epoch {epoch} is in force, and not yet known here.");
        }
    }

    /// <summary>Whether an alert stored then may lie where the one before put it, in a group of this epoch.</summary>
    public bool MayBeStray(DateTimeOffset storedAt) =>
        Overlap is { } overlap && storedAt >= overlap.From && storedAt <= overlap.To;

    /// <summary>Whether there are inhibition rules whose sources that fire already may not be entered yet.</summary>
    public bool HasNewRules => !Value.Inhibitor.IsEmpty && !(IsPreviousWhole
        && Previous.All(previous => Value.Inhibitor.IsWithin(previous.Inhibitor)));

    /// <summary>Whether every group was decided under this one, or under none.</summary>
    public bool IsMigrated { get; init; } = true;
}
