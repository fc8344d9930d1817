using System.Collections.Concurrent;
using Alerting.Core.Jobs;
using Alerting.Core.Jobs.Registry;
using Alerting.Core.Jobs.Rows;
using Alerting.Core.Jobs.Runs;
using Alerting.Core.Ports;

namespace Alerting.Core.Desks.Working;

/// <summary>Reads what is known of jobs, for people. Throws <see cref="StoreUnavailableException"/>.</summary>
public sealed class JobBook(Foundation on)
{
    private const int SideBySide = 8;

    private readonly JobStore jobs = new(on.Store, on.Shards);

    /// <summary>Every job that was heard of or is declared, by name.</summary>
    public async Task<IReadOnlyList<JobOnBoard>> All(CancellationToken cancellation)
    {
        var registry = (await on.Configuration.Now(cancellation)).Value.Jobs;
        var found = new ConcurrentDictionary<string, JobState>(StringComparer.Ordinal);
        await Parallel.ForEachAsync(
            on.Shards.Partitions,
            new ParallelOptions { MaxDegreeOfParallelism = SideBySide, CancellationToken = cancellation },
            async (partition, stop) =>
            {
                await foreach (var row in on.Store.Prefixed(partition, JobKeys.JobPrefix, stop))
                {
                    if (JobRow.FindState(row) is { } state)
                    {
                        found[state.Name] = state;
                    }
                }
            });
        return
        [
            .. found.Keys.Union(registry.Jobs.Select(job => job.Name)).Order(StringComparer.Ordinal)
                .Select(name => new JobOnBoard(name, found.GetValueOrDefault(name), registry.Find(name))),
        ];
    }

    /// <summary>One of them; null where nobody knows it.</summary>
    public async Task<JobOnBoard?> Named(string name, CancellationToken cancellation)
    {
        var definition = (await on.Configuration.Now(cancellation)).Value.Jobs.Find(name);
        var stored = await jobs.State(JobId.Of(name), cancellation);
        return definition is null && stored is null ? null : new(name, stored?.State, definition);
    }

    /// <summary>A run; null where nothing is known of it, or nothing any more.</summary>
    public Task<Run?> Run(string job, string run, CancellationToken cancellation) =>
        jobs.Run(JobId.Of(job), run, cancellation);
}

/// <summary>A job, as a board shows it.</summary>
/// <param name="Name">Its name.</param>
/// <param name="State">What is known of it; null: nothing yet.</param>
/// <param name="Definition">What is declared of it; null: it is unregistered.</param>
public sealed record JobOnBoard(string Name, JobState? State, JobDefinition? Definition)
{
    /// <summary>All that <see cref="Word"/> can be.</summary>
    public static IReadOnlyList<string> Words { get; } = ["failing", "waiting", "running", "ok", "ended", "unknown"];

    /// <summary>It is declared, and nothing says whose it is, whom it concerns or what to do.</summary>
    public bool IsWithoutMetadata => Definition is { HasMetadata: false };

    /// <summary>
    /// One word: <c>failing</c> (an alert of it fires), <c>waiting</c>, <c>running</c>, <c>ok</c> (its last run
    /// succeeded), <c>ended</c> (it did not, and nobody is to be told) or <c>unknown</c>.
    /// </summary>
    public string Word => State switch
    {
        null => "unknown",
        _ when State.Firing.Any() => "failing",
        { Waiting: not null } => "waiting",
        _ when State.Open.Values.Any(open => open.Began is not null) => "running",
        { Recent: [.., { Outcome: RunOutcome.Success }] } => "ok",
        { Recent.IsEmpty: false } => "ended",
        _ => "unknown",
    };
}
