using System.Collections.Frozen;
using System.Collections.Immutable;

namespace Alerting.Core.Jobs.Registry;

/// <summary>What is declared of jobs.</summary>
public sealed class JobRegistry
{
    private readonly FrozenDictionary<string, JobDefinition> byName;
    private readonly FrozenDictionary<JobId, JobDefinition> byId;

    // By name of a job those that wait for it, in the order of the file.
    private readonly FrozenDictionary<string, ImmutableArray<string>> waiting;

    // Made when first asked for.
    private string? hash;

    private JobRegistry(ImmutableArray<JobDefinition> jobs)
    {
        Jobs = jobs;
        byName = jobs.ToFrozenDictionary(job => job.Name, StringComparer.Ordinal);
        byId = jobs.ToFrozenDictionary(job => JobId.Of(job.Name));
        waiting = jobs.SelectMany(job => job.DependsOn.Select(upstream => (Upstream: upstream, job.Name)))
            .GroupBy(pair => pair.Upstream, pair => pair.Name, StringComparer.Ordinal)
            .ToFrozenDictionary(group => group.Key, group => group.ToImmutableArray(), StringComparer.Ordinal);
    }

    /// <summary>The most jobs there may be.</summary>
    public static int Most => 10_000;

    /// <summary>No job.</summary>
    public static JobRegistry Empty { get; } = new([]);

    /// <summary>All of them, in the order of the file.</summary>
    public ImmutableArray<JobDefinition> Jobs { get; }

    /// <summary>Those of which nothing is known but when they run.</summary>
    public IEnumerable<JobDefinition> WithoutMetadata => Jobs.Where(job => !job.HasMetadata);

    /// <summary>
    /// 64 lower-case hex digits: the same where the same is declared, in whatever order; another where anything is not.
    /// </summary>
    public string Hash => hash ??= JobsHash.Of(Jobs);

    /// <summary>A registry of these.</summary>
    /// <param name="jobs">Each name once; what they wait for need not be there.</param>
    /// <exception cref="ArgumentException">A name is there twice.</exception>
    public static JobRegistry Of(IEnumerable<JobDefinition> jobs) => new([.. jobs]);

    /// <summary>What is declared of a job; null: nothing.</summary>
    public JobDefinition? Find(string name) => byName.GetValueOrDefault(name);

    /// <summary>The same by its id.</summary>
    public JobDefinition? Find(JobId id) => byId.GetValueOrDefault(id);

    /// <summary>The declared jobs that a job waits for, directly or not; the nearest first, each once.</summary>
    public ImmutableArray<string> UpstreamOf(string name) =>
        Reached(name, job => byName.TryGetValue(job, out var declared) ? declared.DependsOn : []);

    /// <summary>The jobs that wait for a job, directly or not; the nearest first, each once.</summary>
    public ImmutableArray<string> DownstreamOf(string name) =>
        Reached(name, job => waiting.TryGetValue(job, out var those) ? those : []);

    private ImmutableArray<string> Reached(string from, Func<string, ImmutableArray<string>> next)
    {
        var reached = ImmutableArray.CreateBuilder<string>();
        var (seen, open) = (new HashSet<string>(StringComparer.Ordinal) { from }, new Queue<string>([from]));
        while (open.TryDequeue(out var job))
        {
            foreach (var name in next(job).Where(byName.ContainsKey).Where(seen.Add))
            {
                reached.Add(name);
                open.Enqueue(name);
            }
        }

        return reached.ToImmutable();
    }
}
