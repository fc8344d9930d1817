namespace Alerting.Core.Configuration;

/// <summary>The configuration in force and its epoch; swapped as one, read without a lock.</summary>
public sealed class CurrentConfiguration(AlertingConfiguration value, long epoch)
{
    private volatile Versioned current = new(value, epoch);

    /// <summary>What is in force.</summary>
    public AlertingConfiguration Value => current.Value;

    /// <summary>Its epoch, growing with each change, from 1.</summary>
    public long Epoch => current.Epoch;

    /// <summary>Puts another configuration into force.</summary>
    public void Replace(AlertingConfiguration value, long epoch) => current = new(value, epoch);

    private sealed record Versioned(AlertingConfiguration Value, long Epoch);
}
