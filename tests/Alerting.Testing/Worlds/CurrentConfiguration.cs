using Alerting.Core.Configuration;

namespace Alerting.Testing.Worlds;

/// <summary>The configuration in force and its epoch, as a test sets them.</summary>
public sealed class CurrentConfiguration(AlertingConfiguration value, long epoch) : IConfigurationInForce
{
    private volatile InForce current = new(value, epoch);

    /// <summary>What is in force.</summary>
    public AlertingConfiguration Value => current.Value;

    /// <summary>A pass that began earlier does not count.</summary>
    public DateTimeOffset MigratedFrom { get; set; }

    /// <summary>Whether those before can all be read.</summary>
    public bool IsPreviousWhole
    {
        get => current.IsPreviousWhole;
        set => current = current with { IsPreviousWhole = value };
    }

    public ValueTask<InForce> Now(CancellationToken cancellation) => ValueTask.FromResult(current);

    public Task Migrated(InForce configuration, DateTimeOffset since, CancellationToken cancellation)
    {
        current = since < MigratedFrom ? current : current with { Previous = [], IsMigrated = true };
        return Task.CompletedTask;
    }

    /// <summary>Puts another configuration into force; the one before is not to be had.</summary>
    public void Replace(AlertingConfiguration value, long epoch)
    {
        var isSame = epoch == current.Epoch;
        current = new(value, epoch) { IsMigrated = isSame, IsPreviousWhole = isSame };
    }

    /// <summary>Puts another one into force while groups of the one before are still about.</summary>
    /// <param name="value">The other one.</param>
    /// <param name="at">Since when; null: nobody else stores anything by the one before.</param>
    public void Follow(AlertingConfiguration value, DateTimeOffset? at = null) =>
        current = new(value, current.Epoch + 1)
        {
            Previous = [current.Value, .. current.Previous],
            IsMigrated = false,
            Overlap = at is { } since ? (since.AddMinutes(-1), since.AddMinutes(1)) : null,
        };
}
