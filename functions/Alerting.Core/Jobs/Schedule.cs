namespace Alerting.Core.Jobs;

/// <summary>When a job runs: its slots.</summary>
public abstract record Schedule
{
    private protected Schedule() { }

    /// <summary>As it was written, for people.</summary>
    public abstract string Text { get; }

    /// <summary>The first slot after an instant; null: there is none in the next 400 days.</summary>
    /// <param name="instant">Any instant.</param>
    public abstract DateTimeOffset? After(DateTimeOffset instant);

    /// <summary>The last slot at or before an instant; null: there is none in the 400 days before.</summary>
    /// <param name="instant">Any instant.</param>
    public abstract DateTimeOffset? Latest(DateTimeOffset instant);
}
