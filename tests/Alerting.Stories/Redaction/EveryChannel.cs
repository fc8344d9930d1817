using System.Text;
using Alerting.Testing.Mail;
using Alerting.Testing.Processes;
using Alerting.Testing.Vendors;

namespace Alerting.Stories.Redaction;

/// <summary>A receiver with one of all channels, the vendors they tell, and a folder of logs for the label <c>logged</c>.</summary>
internal sealed class EveryChannel : IAsyncDisposable
{
    private readonly ProcessFolder folder = new();

    public required VendorServer Webhook { get; init; }

    public required VendorServer Slack { get; init; }

    public required PagerdutyServer Pagerduty { get; init; }

    public required VendorServer SendGrid { get; init; }

    public required PrefectServer Prefect { get; init; }

    public required WandbServer Wandb { get; init; }

    public required SmtpServer Mail { get; init; }

    /// <summary>The folder with the configuration.</summary>
    public string Folder => folder.Path;

    /// <summary>Messages so far of the channel that has the fewest.</summary>
    public int Told => new[]
    {
        Webhook.Requests.Count, Slack.Requests.Count, Pagerduty.Edge.Requests.Count, SendGrid.Requests.Count,
        Prefect.Events.Count, Wandb.Alerts.Count, Mail.Mails.Count,
    }.Min();

    /// <summary>What all of them were sent, headers included, mails as they are read and as they came.</summary>
    public string[] Payloads =>
    [
        .. new[] { Webhook, Slack, Pagerduty.Edge, SendGrid, Prefect.Edge, Wandb.Edge }
            .SelectMany(vendor => vendor.Requests)
            .Select(request => request.Target + string.Join('\n', request.Headers.Values) + request.Text),
        .. Mail.Mails.SelectMany(mail => (string[])
        [
            Encoding.UTF8.GetString(mail.Content.Span), mail.Parsed.Subject,
            .. mail.Parsed.Parts.Select(part => part.Text),
        ]),
    ];

    /// <param name="ours">More of <c>alerting.yml</c>.</param>
    public static async Task<EveryChannel> Start(string ours = "")
    {
        var all = new EveryChannel
        {
            Webhook = await WebhookSink.Start(),
            Slack = await SlackHook.Start(),
            Pagerduty = await PagerdutyServer.Start(),
            SendGrid = await SendGridApi.Start(),
            Prefect = await PrefectServer.Start(),
            Wandb = await WandbServer.Start("team/models/a1b2c3"),
            Mail = SmtpServer.Start(),
        };
        all.folder.Write("alertmanager.yml", all.Alertmanager());
        all.folder.Write("alerting.yml", all.Ours() + ours);
        Directory.CreateDirectory(all.Logs);
        return all;
    }

    /// <summary>The log of what is labelled so.</summary>
    public void Log(string logged, string text) => File.WriteAllText(Path.Combine(Logs, logged + ".log"), text);

    public async ValueTask DisposeAsync()
    {
        await Webhook.DisposeAsync();
        await Slack.DisposeAsync();
        await Pagerduty.DisposeAsync();
        await SendGrid.DisposeAsync();
        await Prefect.DisposeAsync();
        await Wandb.DisposeAsync();
        await Mail.DisposeAsync();
        folder.Dispose();
    }

    private string Logs => Path.Combine(folder.Path, "logs");

    private string Alertmanager() =>
        $$"""
        route: {receiver: team, group_by: [alertname, leak], group_wait: 0s, group_interval: 1s, repeat_interval: 1h}
        receivers:
          - name: team
            webhook_configs: [{url: '{{Webhook.Url}}/w'}]
            slack_configs: [{api_url: '{{Slack.Url}}/services/s', text: '{{"{{ range .Alerts }}{{ .Annotations }}{{ .Labels }}{{ end }}"}}'}]
            pagerduty_configs: [{routing_key: k, url: '{{Pagerduty.V2}}'}]
            email_configs: [{to: ops@example.org, from: alerting@example.org, smarthost: '127.0.0.1:{{Mail.Port}}', require_tls: false}]
        """;

    private string Ours() =>
        $$"""
        delivery: { rate_limits: {slack: [], email: [], sendgrid: [], pagerduty: [], prefect: [], wandb: [], webhook: []} }
        receivers:
          - name: team
            prefect_configs: [{api_url: '{{Prefect.Api}}', flow_run_id: 4f2c1d1e-8f0a-4a53-9a35-3c1f8f6f7a01, artifact: true, flow_run_note: true}]
            wandb_configs: [{base_url: '{{Wandb.Edge.Url}}', api_key: {{WandbServer.Key}}, entity: team, project: models, run: a1b2c3}]
            sendgrid_configs: [{api_url: '{{SendGrid.Url}}', api_key: {{SendGridApi.Key}}, to: ops@example.org, from: alerting@example.org}]
        logs:
          sources:
            - name: planted
              files: {folder: '{{Logs}}', paths: ['{logged}.log']}
              fields: {logged: logged}

        """;
}
