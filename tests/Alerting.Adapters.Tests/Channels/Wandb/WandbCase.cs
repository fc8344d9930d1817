using System.Text.Json;
using Alerting.Adapters.Channels.Http;
using Alerting.Adapters.Channels.Wandb;
using Alerting.Core.Configuration;
using Alerting.Core.Configuration.Integrations;
using Alerting.Core.Ports;
using Alerting.Testing;
using Alerting.Testing.Vendors;
using Xunit;

namespace Alerting.Adapters.Tests.Channels.Wandb;

/// <summary>Sends to the stand-in. The service publishes no schema: what is held to are the limits of its SDK.</summary>
internal static class WandbCase
{
    public const string Run = "acme-ml/churn/3k1v9x2p";

    public static Integration.Wandb To(WandbServer server) => new()
    {
        Index = 0,
        SendResolved = true,
        ApiKey = Secret.Inline(WandbServer.Key),
        BaseUrl = server.Edge.Url,
    };

    public static NotifiedAlert Alert(
        string run = Run, string labels = "alertname=A;job_name=churn-nightly-train",
        Core.Alerts.AlertStatus status = Core.Alerts.AlertStatus.Firing) =>
        Notices.Alert($"{labels};{Named(run)}", "summary=OOMKilled", status);

    public static string Named(string run)
    {
        var parts = run.Split('/');
        return $"wandb_entity={parts[0]};wandb_project={parts[1]};wandb_run_id={parts[2]}";
    }

    public static async Task<Receipt> Send(Notification notification, CancellationToken? deadline = null)
    {
        using var outbound = new Outbound(new(), new FixedClock());
        return await new WandbChannel(outbound).Send(
            notification, deadline ?? TestContext.Current.CancellationToken);
    }

    public static string Text(this JsonElement value, string name) => value.GetProperty(name).GetString()!;

    /// <summary>The alert that was raised, once it was seen to keep to the limits.</summary>
    public static JsonElement Checked(JsonElement alert)
    {
        Assert.InRange(alert.Text("title").Length, 1, 63);
        Assert.DoesNotContain('\n', alert.Text("title"));
        Assert.InRange(alert.Text("text").Length, 1, 4000);
        Assert.False(
            $"{alert.Text("title")}{alert.Text("text")}".Any(c => c is '<' or (< ' ' and not '\n')), "not cleaned");
        return alert;
    }
}
