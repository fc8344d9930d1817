namespace Alerting.Core.Alerts;

/// <summary>How a firing alert ends when nobody resolves it.</summary>
public enum Ending
{
    /// <summary>
    /// At its <c>endsAt</c>: it was posted with one, or counts as timed out after <c>resolve_timeout</c>.
    /// </summary>
    Timed,

    /// <summary>
    /// Only a resolve or a person ends it, or <c>stale_after</c> without mention ("no longer reported").
    /// </summary>
    Explicit,
}

/// <summary>What an alert is at an instant.</summary>
public enum AlertStatus
{
    /// <summary>It fires.</summary>
    Firing,

    /// <summary>It was resolved, or its time has come.</summary>
    Resolved,

    /// <summary>
    /// An explicit alert that nobody mentioned for <c>stale_after</c>: over, but never worded as resolved.
    /// </summary>
    NoLongerReported,
}

/// <summary>An alert as a source reported it.</summary>
public sealed record Alert
{
    /// <summary>Its identity; at least one, none of empty value.</summary>
    public required LabelSet Labels { get; init; }

    /// <summary>What else is said of it; may be empty.</summary>
    public required LabelSet Annotations { get; init; }

    /// <summary>Since when it fires; the sender's offset is kept.</summary>
    public required DateTimeOffset StartsAt { get; init; }

    /// <summary>When it ended or will: a timed alert always has one, an explicit one only once resolved.</summary>
    public DateTimeOffset? EndsAt { get; init; }

    /// <summary>Where it came from; may be empty.</summary>
    public string GeneratorUrl { get; init; } = "";

    /// <summary>How it ends when nobody resolves it.</summary>
    public required Ending Ending { get; init; }

    /// <summary>True when <see cref="EndsAt"/> is our own <c>resolve_timeout</c> and not the sender's word.</summary>
    public bool TimedOut { get; init; }

    /// <summary>Its identity.</summary>
    public Fingerprint Fingerprint => Labels.Fingerprint;
}
