using System.Collections.Immutable;
using Alerting.Core.Jobs;
using Alerting.Core.Jobs.Registry;
using Alerting.Core.Jobs.Rules;

namespace Alerting.Core.Desks.Working;

/// <summary>Whether what a job depends on is done.</summary>
internal sealed class Upstreams(JobStore jobs)
{
    /// <summary>Those that are not, or only just, each with why; empty where the job has nothing to wait for.</summary>
    public async Task<ImmutableArray<NotReady>> NotReady(
        JobDefinition definition, JobRegistry registry, DateTimeOffset now, CancellationToken cancellation)
    {
        var found = ImmutableArray.CreateBuilder<NotReady>();
        foreach (var name in definition.DependsOn)
        {
            if (await jobs.Find(JobId.Of(name), cancellation) is { } state
                && UpstreamRules.Of(state, registry.Find(name), definition, now) is { } on)
            {
                found.Add(on);
            }
        }

        return found.ToImmutable();
    }
}
