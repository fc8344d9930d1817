using System.Text.Json;
using Alerting.Testing;
using Alerting.Testing.Processes;
using Alerting.Testing.Vendors;
using Xunit;

namespace Alerting.Stories.Peers;

public sealed class PrometheusAloneStory
{
    private const string Token = "a-token-that-may-only-post";

    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(3);

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task What_Prometheus_sees_is_told_and_its_end_too_with_no_Alertmanager_between()
    {
        Peer.Find("prometheus");
        using var folder = new ProcessFolder();
        await using var sink = await WebhookSink.Start();
        var sensor = 0;
        await using var metrics = await VendorServer.Start(_ => VendorAnswer.Status(200, $"sensor {sensor}\n"));
        var configuration = folder.Write("alertmanager.yml", RealAlertmanager.Configuration(
            "1s", "webhook_configs:", $"- url: {sink.Url}/hook"));
        await using var alerting = AlertingProcess.Start(
            ["serve", "--urls", "http://127.0.0.1:0", "--data", folder.Data, "--config", configuration],
            ("ALERTING_TOKEN", "opens-every-door"), ("ALERTING_INGEST_TOKEN", Token));
        var address = await alerting.Address();
        await using var prometheus = await RealPrometheus.Start(folder, metrics.Url, address, Token, Stop);

        Assert.True(await RealClock.Instance.Until(() => Notices(sink).Length >= 1, Patience, Stop));
        sensor = 1;
        Assert.True(await RealClock.Instance.Until(() => Notices(sink).Length >= 2, Patience, Stop));

        Assert.Equal(["firing", "resolved"], Notices(sink).Select(notice => notice.GetProperty("status").GetString()));
        Assert.All(Notices(sink), notice =>
        {
            var alert = Assert.Single(notice.GetProperty("alerts").EnumerateArray());
            Assert.Equal("SensorDown", alert.GetProperty("labels").GetProperty("alertname").GetString());
            Assert.Equal(
                "the <sensor> & its cable", alert.GetProperty("annotations").GetProperty("summary").GetString());
            Assert.StartsWith("http://", alert.GetProperty("generatorURL").GetString(), StringComparison.Ordinal);
        });
        Assert.NotEqual(
            "0001-01-01T00:00:00Z",
            Notices(sink)[1].GetProperty("alerts")[0].GetProperty("endsAt").GetString());
    }

    // A webhook may be sent the same notice twice, under its id.
    private static JsonElement[] Notices(VendorServer sink) =>
        [.. sink.Requests.DistinctBy(request => request.Header("Alerting-Notice-Id")).Select(request =>
        {
            using var document = JsonDocument.Parse(request.Body);
            return document.RootElement.Clone();
        })];
}
