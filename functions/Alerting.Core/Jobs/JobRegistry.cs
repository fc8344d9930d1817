using System.Collections.Frozen;
using System.Collections.Immutable;

namespace Alerting.Core.Jobs;

/// <summary>The jobs that <c>alerting.yml</c> declares.</summary>
public sealed class JobRegistry
{
    private readonly FrozenDictionary<string, JobDefinition> byName;
    private readonly FrozenDictionary<JobId, JobDefinition> byId;

    private JobRegistry(ImmutableArray<JobDefinition> all)
    {
        All = all;
        byName = all.ToFrozenDictionary(job => job.Name, StringComparer.Ordinal);
        byId = all.ToFrozenDictionary(job => JobId.Of(job.Name));
    }

    /// <summary>None.</summary>
    public static JobRegistry Empty { get; } = new([]);

    /// <summary>In the order of the file; names are unique.</summary>
    public ImmutableArray<JobDefinition> All { get; }

    /// <summary>These jobs, whose names are unique.</summary>
    public static JobRegistry Of(ImmutableArray<JobDefinition> jobs) => jobs.IsEmpty ? Empty : new(jobs);

    /// <summary>What is declared of a job; null: nothing.</summary>
    public JobDefinition? Named(string name) => byName.GetValueOrDefault(name);

    /// <summary>The same by its id.</summary>
    public JobDefinition? Of(JobId id) => byId.GetValueOrDefault(id);

    /// <summary>The jobs that wait for one, directly or not, in the order of the file.</summary>
    public ImmutableArray<string> DownstreamOf(string name)
    {
        var found = new HashSet<string>(StringComparer.Ordinal);
        var next = new Queue<string>([name]);
        while (next.TryDequeue(out var above))
        {
            foreach (var job in All.Where(job => job.DependsOn.Contains(above) && found.Add(job.Name)))
            {
                next.Enqueue(job.Name);
            }
        }

        return [.. All.Select(job => job.Name).Where(found.Contains)];
    }
}
