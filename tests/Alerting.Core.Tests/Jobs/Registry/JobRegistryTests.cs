using System.Collections.Immutable;
using Alerting.Core.Alerts;
using Alerting.Core.Jobs.Registry;
using Alerting.Core.Jobs.Schedules;
using Xunit;

namespace Alerting.Core.Tests.Jobs.Registry;

public sealed class JobRegistryTests
{
    private static readonly JobDefinition Plain = new() { Name = "a" };

    private static readonly TimeSpan Hour = TimeSpan.FromHours(1);

    private static readonly Probe Asked = new(new("https://x/"), Hour, [200], TimeSpan.FromSeconds(5));

    // By property of a definition what differs from the plain one in it alone.
    private static readonly (string Property, JobDefinition Job)[] Others =
    [
        (nameof(JobDefinition.Name), Plain with { Name = "b" }),
        (nameof(JobDefinition.Owner), Plain with { Owner = "x" }),
        (nameof(JobDefinition.Audience), Plain with { Audience = "x" }),
        (nameof(JobDefinition.Model), Plain with { Model = "x" }),
        (nameof(JobDefinition.Runbook), Plain with { Runbook = "x" }),
        (nameof(JobDefinition.Schedule), Plain with { Schedule = IntervalSchedule.Of(Hour) }),
        (nameof(JobDefinition.Schedule), Plain with { Schedule = IntervalSchedule.Of(Hour * 2) }),
        (nameof(JobDefinition.Grace), Plain with { Grace = Hour }),
        (nameof(JobDefinition.Expected), Plain with { Expected = new(Hour, Hour * 2) }),
        (nameof(JobDefinition.Expected), Plain with { Expected = new(Hour, Hour * 3) }),
        (nameof(JobDefinition.MaxRuntime), Plain with { MaxRuntime = Hour }),
        (nameof(JobDefinition.ProgressEvery), Plain with { ProgressEvery = Hour }),
        (nameof(JobDefinition.ResolveAfter), Plain with { ResolveAfter = Hour }),
        (nameof(JobDefinition.Retries), Plain with { Retries = 1 }),
        (nameof(JobDefinition.Criticality), Plain with { Criticality = Criticality.Low }),
        (nameof(JobDefinition.IsConcurrent), Plain with { IsConcurrent = true }),
        (nameof(JobDefinition.DependsOn), Plain with { DependsOn = ["x"] }),
        (nameof(JobDefinition.DependsOn), Plain with { DependsOn = ["x", "y"] }),
        (nameof(JobDefinition.Labels), Plain with { Labels = LabelSet.From([new("x", "1")]) }),
        (nameof(JobDefinition.Labels), Plain with { Labels = LabelSet.From([new("x", "2")]) }),
        (nameof(JobDefinition.Ignored), Plain with { Ignored = [JobTrouble.Failed] }),
        (nameof(JobDefinition.Rows), Plain with { Rows = new(1, null) }),
        (nameof(JobDefinition.Rows), Plain with { Rows = new(null, 1) }),
        (nameof(JobDefinition.Bytes), Plain with { Bytes = new(1, null) }),
        (nameof(JobDefinition.Metrics), With("m", new(new(1, null), 0, false))),
        (nameof(JobDefinition.Metrics), With("n", new(new(1, null), 0, false))),
        (nameof(JobDefinition.Metrics), With("m", new(new(1, null), 1, false))),
        (nameof(JobDefinition.Metrics), With("m", new(new(1, null), 0, true))),
        (nameof(JobDefinition.FailureRate), Plain with { FailureRate = new(0.1, Hour, 1) }),
        (nameof(JobDefinition.FailureRate), Plain with { FailureRate = new(0.2, Hour, 1) }),
        (nameof(JobDefinition.FailureRate), Plain with { FailureRate = new(0.1, Hour * 2, 1) }),
        (nameof(JobDefinition.FailureRate), Plain with { FailureRate = new(0.1, Hour, 2) }),
        (nameof(JobDefinition.ConsecutiveFailures), Plain with { ConsecutiveFailures = 1 }),
        (nameof(JobDefinition.LongRunning), Plain with { LongRunning = new(1, Hour) }),
        (nameof(JobDefinition.LongRunning), Plain with { LongRunning = new(2, Hour) }),
        (nameof(JobDefinition.LongRunning), Plain with { LongRunning = new(1, Hour * 2) }),
        (nameof(JobDefinition.Probe), Plain with { Probe = Asked }),
        (nameof(JobDefinition.Probe), Plain with { Probe = Asked with { Url = new("https://y/") } }),
        (nameof(JobDefinition.Probe), Plain with { Probe = Asked with { Every = Hour * 2 } }),
        (nameof(JobDefinition.Probe), Plain with { Probe = Asked with { Statuses = [204] } }),
        (nameof(JobDefinition.Probe), Plain with { Probe = Asked with { Timeout = Hour } }),
    ];

    [Fact]
    public void The_hash_tells_apart_whatever_is_declared()
    {
        string[] hashes = [JobRegistry.Of([Plain]).Hash, JobRegistry.Empty.Hash, .. Others.Select(other => JobRegistry.Of([other.Job]).Hash)];

        Assert.Equal(hashes.Length, hashes.Distinct(StringComparer.Ordinal).Count());
        Assert.All(hashes, hash => Assert.Matches("^[0-9a-f]{64}$", hash));
        Assert.Equal(hashes[0], JobRegistry.Of([Plain with { Owner = null }]).Hash);
    }

    [Fact]
    public void It_looks_at_every_property_there_is() => Assert.Equal(
        typeof(JobDefinition).GetProperties().Where(property => property.CanWrite).Select(property => property.Name).Order(),
        Others.Select(other => other.Property).Distinct().Order());

    [Fact]
    public void The_order_of_jobs_does_not_change_it()
    {
        JobDefinition[] jobs = [Plain, Plain with { Name = "b" }, Plain with { Name = "c", Owner = "x" }];

        Assert.Equal(JobRegistry.Of(jobs).Hash, JobRegistry.Of(jobs.Reverse()).Hash);
    }

    [Fact]
    public void What_a_job_waits_for_and_what_waits_for_it_comes_nearest_first_and_once()
    {
        var registry = JobRegistry.Of([Job("load"), Job("features", "load"), Job("train", "features", "load"), Job("report", "train", "features")]);

        Assert.Equal(["train", "features", "load"], registry.UpstreamOf("report"));
        Assert.Equal(["features", "train", "report"], registry.DownstreamOf("load"));
        Assert.Equal(["report"], registry.DownstreamOf("train"));
        Assert.Empty(registry.UpstreamOf("load"));
        Assert.Empty(registry.DownstreamOf("nobody"));
        Assert.Empty(registry.UpstreamOf("nobody"));
    }

    [Fact]
    public void What_is_not_declared_is_on_no_way_and_a_circle_ends()
    {
        var registry = JobRegistry.Of([Job("a", "b", "gone"), Job("b", "a")]);

        Assert.Equal(["b"], registry.UpstreamOf("a"));
        Assert.Equal(["b"], registry.DownstreamOf("a"));
        Assert.Empty(registry.DownstreamOf("gone").Except(["a", "b"]));
    }

    [Fact]
    public void A_name_that_is_there_twice_is_refused() =>
        Assert.Throws<ArgumentException>(() => JobRegistry.Of([Plain, Plain]));

    private static JobDefinition Job(string name, params string[] upstream) =>
        new() { Name = name, DependsOn = [.. upstream] };

    private static JobDefinition With(string metric, MetricBounds bounds) =>
        Plain with { Metrics = ImmutableSortedDictionary.CreateRange(StringComparer.Ordinal, [KeyValuePair.Create(metric, bounds)]) };
}
