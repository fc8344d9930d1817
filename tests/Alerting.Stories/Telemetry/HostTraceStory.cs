using System.Globalization;
using System.Text;
using Alerting.Testing;
using Alerting.Testing.Processes;
using Alerting.Testing.Telemetry;
using Xunit;

namespace Alerting.Stories.Telemetry;

/// <summary>The built executable as a handler of the Functions host.</summary>
public sealed class HostTraceStory
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_message_through_the_host_continues_the_trace_that_its_properties_name()
    {
        await using var collector = await OtlpSink.Start();
        using var folder = new ProcessFolder();
        var port = LocalPorts.Free().ToString(CultureInfo.InvariantCulture);
        await using var alerting = AlertingProcess.Start(
            [],
            ("FUNCTIONS_CUSTOMHANDLER_PORT", port),
            ("ALERTING_DATA", folder.Data),
            ("OTEL_EXPORTER_OTLP_ENDPOINT", collector.Url));
        using var client = new HttpClient { BaseAddress = await alerting.Address() };
        client.DefaultRequestHeaders.Add("X-Azure-Functions-InvocationId", "1");

        // Of a shard that is none: nothing is done but handled.
        var message = Convert.ToBase64String(Encoding.UTF8.GetBytes("nowhere 1 0"));
        var properties = $$"""{"traceparent":"00-{{TracedAlerting.TraceId}}-{{TracedAlerting.Caller}}-00"}""";
        using var content = new StringContent(
            $$$"""{"Data":{"message":"{{{message}}}"},"Metadata":{"ApplicationProperties":{{{properties}}}}}""",
            Encoding.UTF8, "application/json");
        using var answer = await client.PostAsync("/WakeGroup", content, Stop);
        answer.EnsureSuccessStatusCode();

        var isThere = await RealClock.Instance.Until(
            () => collector.Spans.Any(span => span.Name == "handle wake") && collector.Spans.Any(span => span.Kind == 2),
            TimeSpan.FromMinutes(3), Stop);

        Assert.True(isThere);
        var handle = collector.Spans.Single(span => span.Name == "handle wake");
        Assert.Equal((TracedAlerting.TraceId, TracedAlerting.Caller, 5), (handle.TraceId, handle.ParentId, handle.Kind));
        var call = collector.Spans.First(span => span.Kind == 2);
        Assert.Equal(call.TraceId, Assert.Single(handle.Links));
    }
}
