using System.Collections.Immutable;
using Alerting.Adapters.Channels.Http;
using Alerting.Core.Configuration.Integrations;
using Alerting.Core.Ports;

namespace Alerting.Adapters.Channels.Prefect;

/// <summary>
/// Records an event for each alert of the notice with a Prefect server or Cloud, where automations act on them; if
/// wanted also an artifact of the group and a line in the log of the flow run. Of reports of runs an event each, and no
/// more. Events are dropped by their id when they come again, so an attempt of unknown outcome is sent again.
/// </summary>
/// <remarks>
/// Artifacts and log lines have no such id. They are sent when all events were taken, just before the notice ends as
/// delivered, so only a process that dies between the two sends them twice; what fails of them is said, not repeated.
/// </remarks>
public sealed class PrefectChannel(Outbound outbound) : IChannel
{
    /// <inheritdoc/>
    public string Kind => "prefect";

    /// <inheritdoc/>
    public bool Deduplicates => true;

    /// <inheritdoc/>
    public async Task<Receipt> Send(Notification notification, CancellationToken deadline)
    {
        var integration = (Integration.Prefect)notification.Integration;
        var api = new PrefectApi(outbound, integration, notification.OutboundAllow, deadline);
        var alerts = PrefectAlert.Of(notification);
        var receipt = await SendEvents(api, notification, alerts);
        if (receipt is not Receipt.Delivered)
        {
            return receipt;
        }

        var fault = alerts.Select(alert => alert.Fault).FirstOrDefault(it => it is not null);
        var told = new Receipt.Delivered(receipt.Why)
        {
            Reference = PrefectEvent.Id(notification, notification.Alerts[0]).ToString(),
        };
        return told.WithFlaw(await SendRest(api, notification, alerts)).WithFlaw(Flaws.OfTemplate(fault));
    }

    private static async Task<Receipt> SendEvents(
        PrefectApi api, Notification notification, ImmutableArray<PrefectAlert> alerts)
    {
        Receipt receipt = new Receipt.Delivered("all of its events were taken before");
        var progress = notification.Progress;
        foreach (var batch in PrefectBatch.Of(notification, alerts))
        {
            receipt = await api.Post("/events", batch.Body);
            if (receipt is not Receipt.Delivered)
            {
                return With(receipt, progress);
            }

            progress = batch.Last.ToString();
        }

        return receipt;
    }

    // A repeat of the rest does no harm, so not to know of it is as good as that it was not taken: what counts is that
    // the next attempt does not begin anew, or a long notice would never end.
    private static Receipt With(Receipt receipt, string? progress) => (receipt, progress) switch
    {
        (Receipt.Deferred deferred, { } last) => new Receipt.Deferred(deferred.Why, deferred.After) { Progress = last },
        (Receipt.Unknown unknown, { } last) => new Receipt.Deferred(unknown.Why, after: null) { Progress = last },
        _ => receipt,
    };

    private static async Task<string?> SendRest(
        PrefectApi api, Notification notification, ImmutableArray<PrefectAlert> alerts)
    {
        var integration = (Integration.Prefect)notification.Integration;
        var (artifactless, noteless) = ("", "");
        if (notification.IsStatus)
        {
            // An event is all there is to a report.
            return null;
        }

        if (integration.Artifact && PrefectArtifact.Write(notification, alerts) is var artifact
            && await api.Post("/artifacts/", artifact) is not Receipt.Delivered and var made)
        {
            artifactless = "no artifact: " + made.Why;
        }

        if (integration.FlowRunNote && PrefectNotes.Write(notification, alerts) is { } notes
            && await api.Post("/logs/", notes) is not Receipt.Delivered and var noted)
        {
            noteless = "no line in the log of the flow run: " + noted.Why;
        }

        return Flaws.Of(artifactless, noteless);
    }
}
