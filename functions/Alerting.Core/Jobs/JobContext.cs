using System.Collections.Immutable;
using Alerting.Core.Jobs.Events;
using Alerting.Core.Jobs.Registry;

namespace Alerting.Core.Jobs;

/// <summary>What a job is decided with, besides what is known of itself.</summary>
public sealed record JobContext
{
    /// <summary>Its name.</summary>
    public required string Name { get; init; }

    /// <summary>What is declared of it; null: nothing.</summary>
    public required JobDefinition? Definition { get; init; }

    /// <summary>The store's time.</summary>
    public required DateTimeOffset Now { get; init; }

    /// <summary>After how long without mention an alert ends.</summary>
    public TimeSpan StaleAfter { get; init; } = TimeSpan.FromHours(24);

    /// <summary>
    /// More reports wait to be read: nothing is concluded yet from what was not heard. The job stays due.
    /// </summary>
    public bool MergesOnly { get; init; }

    /// <summary>Parts that one look gives up at the most: each is a row more in what it writes.</summary>
    public int MostGivenUp { get; init; } = 5;

    /// <summary>The jobs it depends on that are not done; looked for where <see cref="JobMachine"/> asks.</summary>
    public ImmutableArray<NotReady> Upstream { get; init; } = [];

    /// <summary>The jobs that wait for it, directly or not.</summary>
    public ImmutableArray<string> Downstream { get; init; } = [];

    /// <summary>What a run is that does not say why it was begun.</summary>
    public RunKind UsualKind => Definition?.Schedule is null ? RunKind.Manual : RunKind.Scheduled;

    /// <summary>
    /// Whether a run is beside the job's usual ones: it neither fails nor succeeds for them. Of a job without a
    /// schedule only backfills and tests are.
    /// </summary>
    public bool IsAside(RunKind kind) => kind switch
    {
        RunKind.Backfill or RunKind.Test => true,
        RunKind.Manual => Definition?.Schedule is not null,
        RunKind.Scheduled or RunKind.Unsaid => false,
    };
}

/// <summary>A job that another waits for.</summary>
/// <param name="Job">Its name.</param>
/// <param name="Why">What is the matter, such as <c>failed since 02:13 UTC</c>.</param>
/// <param name="DoneAt">
/// It is done since then, so lately that who waited for it still has its time to begin; null: it is not done.
/// </param>
public readonly record struct NotReady(string Job, string Why, DateTimeOffset? DoneAt = null);
