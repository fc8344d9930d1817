using System.Collections.Concurrent;
using System.Diagnostics;
using Alerting.Core.Desks;
using Alerting.Testing.Worlds;
using Xunit;

namespace Alerting.Stories.Telemetry;

/// <summary>A trace survives in the rows, whoever finds them.</summary>
public sealed class RowTraceRules : IDisposable
{
    private readonly ActivityTraceId trace = ActivityTraceId.CreateRandom();
    private readonly ConcurrentQueue<Activity> spans = [];
    private readonly ActivityListener listener;
    private readonly World world = World.Of(new RecordingChannel("webhook", deduplicates: true));

    public RowTraceRules()
    {
        listener = new()
        {
            ShouldListenTo = source => source.Name == Traces.Name,
            Sample = (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllDataAndRecorded,
            ActivityStopped = Keep,
        };
        ActivitySource.AddActivityListener(listener);
        world.Queue.LosesAll = true;
    }

    public void Dispose() => listener.Dispose();

    [Fact]
    public async Task What_a_sweep_finds_without_any_hint_continues_the_trace_of_the_accept()
    {
        await Accept();
        Activity.Current = null;

        await world.PassSwept(TimeSpan.FromMinutes(2));

        var accept = Assert.Single(Named("accept"));
        Assert.Equal(accept.SpanId, Assert.Single(Named("send webhook")).ParentSpanId);
        Assert.Equal(accept.SpanId, Named("look")[0].ParentSpanId);
        Assert.NotEmpty(Named("receipt"));
        Assert.Empty(Named("look")[0].Links);
    }

    [Fact]
    public async Task What_is_found_from_within_another_trace_keeps_its_own_and_is_linked()
    {
        await Accept();
        using var other = new Activity("a timer").SetParentId(
            ActivityTraceId.CreateRandom(), ActivitySpanId.CreateRandom()).Start();

        await world.PassSwept(TimeSpan.FromMinutes(2));

        Assert.Equal(other.TraceId, Assert.Single(Named("look")[0].Links).Context.TraceId);
        Assert.Equal(other.SpanId, Assert.Single(Assert.Single(Named("send webhook")).Links).Context.SpanId);
    }

    [Fact]
    public async Task Names_and_attributes_are_words_ids_and_numbers()
    {
        await Accept();
        await world.PassSwept(TimeSpan.FromMinutes(2));

        Assert.NotEmpty(spans);
        foreach (var span in spans)
        {
            Assert.DoesNotContain("DiskFull", span.DisplayName, StringComparison.Ordinal);
            Assert.All(span.TagObjects, tag => Assert.DoesNotContain("DiskFull", $"{tag.Value}", StringComparison.Ordinal));
        }
    }

    private Task Accept() => world.Engine.Accepting.Accept(
        [World.Firing("DiskFull")], TimeSpan.Zero, $"00-{trace}-{ActivitySpanId.CreateRandom()}-00",
        TestContext.Current.CancellationToken);

    // Of this test alone: others run beside it.
    private void Keep(Activity span)
    {
        if (span.TraceId == trace)
        {
            spans.Enqueue(span);
        }
    }

    private Activity[] Named(string name) => [.. spans.Where(span => span.OperationName == name)];
}
