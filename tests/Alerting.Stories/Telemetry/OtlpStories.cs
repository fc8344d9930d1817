using System.Diagnostics;
using Alerting.Testing;
using Alerting.Testing.Telemetry;
using Alerting.Testing.Vendors;
using Xunit;

namespace Alerting.Stories.Telemetry;

/// <summary>What a collector gets to see, and what becomes of the process when there is trouble with it.</summary>
public sealed class OtlpStories
{
    private static readonly TimeSpan AtMostLost = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(3);

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task One_trace_goes_from_the_callers_request_to_both_receipts()
    {
        await using var alerting = await TracedAlerting.Start();
        await alerting.Post(Stop);

        Assert.True(
            await Until(() => Named(alerting, "receipt").Length == 2 && IsWhole(Trace(alerting))), "two receipts are told");

        var trace = Trace(alerting);
        var server = Assert.Single(trace, span => span.Kind == 2);
        Assert.Equal(TracedAlerting.Caller, server.ParentId);
        Assert.Equal("/api/alertmanager", server.Attributes["url.path"]);
        var accept = Assert.Single(Named(alerting, "accept"));
        Assert.Equal(server.SpanId, accept.ParentId);
        Assert.Equal("1", accept.Attributes["alerting.alerts"]);
        Assert.Equal(["handle wake"], Ancestors(trace, Named(alerting, "look")[0], "accept"));
        foreach (var (kind, sink) in new[] { ("webhook", alerting.Webhook), ("slack", alerting.Slack) })
        {
            var send = Assert.Single(Named(alerting, "send " + kind));
            Assert.Equal(["handle send-" + kind, "look", "handle wake"], Ancestors(trace, send, "accept"));
            Assert.Equal("delivered", send.Attributes["alerting.outcome"]);
            Assert.Equal("1", send.Attributes["alerting.attempt"]);
            Assert.StartsWith(
                send.Attributes["alerting.group"], send.Attributes["alerting.notice"], StringComparison.Ordinal);
            Assert.Single(sink.Requests);
            if (sink.Requests[0].Header("traceparent") is { } told)
            {
                Assert.Equal($"00-{send.TraceId}-{send.SpanId}-01", told);
            }
        }

        Assert.NotNull(alerting.Webhook.Requests[0].Header("traceparent"));
    }

    [Fact]
    public async Task Nothing_secret_and_no_label_leaves_for_the_collector()
    {
        await using var alerting = await TracedAlerting.Start();
        await alerting.Post(Stop);
        Assert.True(await Until(() => Named(alerting, "receipt").Length == 2), "two receipts are told");
        Assert.True(await Until(() => alerting.Collector.Metrics.Contains("alerting.attempts")), "attempts are counted");
        Assert.True(await Until(() => alerting.Collector.Logs.Any(IsReceipt)), "a receipt is logged");

        foreach (var secret in new[]
        {
            TracedAlerting.Token, TracedAlerting.Path, TracedAlerting.Query, TracedAlerting.Label, TracedAlerting.Name,
            TracedAlerting.Header,
        })
        {
            Assert.False(alerting.Collector.Holds(secret), secret);
        }

        // What is looked for would be found.
        Assert.True(alerting.Collector.Holds("/api/alertmanager"));
        Assert.All(alerting.Collector.Requests, request => Assert.Equal(TracedAlerting.Header, request.Header("api-key")));
    }

    [Fact]
    public async Task Metrics_and_the_resource_are_told()
    {
        await using var alerting = await TracedAlerting.Start();
        await alerting.Post(Stop);

        foreach (var name in new[]
        {
            "alerting.alerts.accepted", "http.server.request.duration", "kestrel.active_connections",
            "dotnet.gc.collections",
        })
        {
            Assert.True(await Until(() => alerting.Collector.Metrics.Contains(name)), name);
        }

        Assert.All(alerting.Collector.Resources, resource =>
        {
            Assert.Equal("alerting", resource["service.name"]);
            Assert.NotEmpty(resource["service.version"]);
            Assert.NotEmpty(resource["service.instance.id"]);
        });
    }

    [Fact]
    public Task A_kill_takes_at_most_what_is_younger_than_5_s() => Late.NotEachTime(AtMostLost, UntilTheCollectorHasIt);

    private static async Task<TimeSpan> UntilTheCollectorHasIt()
    {
        await using var alerting = await TracedAlerting.Start();
        await alerting.Post(Stop);
        var answered = Stopwatch.GetTimestamp();

        var isThere = await RealClock.Instance.Until(
            () => Named(alerting, "accept").Length == 1 && Trace(alerting).Any(span => span.Kind == 2)
                && alerting.Collector.Logs.Count > 0
                && alerting.Collector.Metrics.Contains("alerting.alerts.accepted"),
            Patience, Stop);
        var took = Stopwatch.GetElapsedTime(answered);
        alerting.Process.Kill();

        Assert.True(isThere, "the collector has it");
        return took;
    }

    [Theory]
    [InlineData("hangs")]
    [InlineData("breaks off")]
    [InlineData("answers 500")]
    public Task A_collector_in_trouble_changes_nothing_but_a_moment_at_the_end(string how) =>
        Late.NotEachTime(TimeSpan.FromSeconds(3.5), () => UntilTheEnd(how));

    private static async Task<TimeSpan> UntilTheEnd(string how)
    {
        var released = new TaskCompletionSource();
        await using var alerting = await TracedAlerting.Start(how switch
        {
            "hangs" => VendorAnswer.Hang(released.Task),
            "breaks off" => VendorAnswer.Reset,
            _ => VendorAnswer.Status(500),
        });
        await alerting.Post(Stop);
        await alerting.Webhook.Received(Stop).WaitAsync(Patience, Stop);
        Assert.True(await Until(() => alerting.Collector.Requests.Count > 0), "the collector was asked");

        var watch = Stopwatch.StartNew();
        await alerting.Process.Terminate();

        Assert.Equal(0, await alerting.Process.Exit());
        var took = watch.Elapsed;
        Assert.Empty(alerting.Process.Errors);
        released.SetResult();
        return took;
    }

    [Fact]
    public async Task What_is_left_is_sent_at_the_end()
    {
        await using var alerting = await TracedAlerting.Start();
        await alerting.Post(Stop);
        Assert.True(await Until(() => Named(alerting, "accept").Length == 1), "the first one came by itself");

        // Far below the pause between two batches.
        await alerting.Post(Stop);
        await alerting.Process.Terminate();

        Assert.Equal(0, await alerting.Process.Exit());
        Assert.Equal(2, Named(alerting, "accept").Length);
        Assert.Contains("alerting.alerts.accepted", alerting.Collector.Metrics);
    }

    private static bool IsReceipt(string body) => body.StartsWith("Notice {Notice}", StringComparison.Ordinal);

    private static Task<bool> Until(Func<bool> holds) => RealClock.Instance.Until(holds, Patience, Stop);

    private static OtlpSpan[] Trace(TracedAlerting alerting) =>
        [.. alerting.Collector.Spans.Where(span => span.TraceId == TracedAlerting.TraceId)];

    // What something is part of ends after it, and may be exported later.
    private static bool IsWhole(OtlpSpan[] trace) =>
        trace.All(span => span.ParentId == TracedAlerting.Caller || trace.Any(one => one.SpanId == span.ParentId));

    private static OtlpSpan[] Named(TracedAlerting alerting, string name) =>
        [.. Trace(alerting).Where(span => span.Name == name)];

    // The steps between a span and one above it, nearest first; a hint belongs to what it leads to.
    private static string[] Ancestors(OtlpSpan[] trace, OtlpSpan span, string end)
    {
        var names = new List<string>();
        for (var at = Above(trace, span); at.Name != end; at = Above(trace, at))
        {
            names.Add(at.Name);
        }

        return [.. names.Where(name => name != "put hint")];
    }

    private static OtlpSpan Above(OtlpSpan[] trace, OtlpSpan span) => trace.Single(one => one.SpanId == span.ParentId);
}
