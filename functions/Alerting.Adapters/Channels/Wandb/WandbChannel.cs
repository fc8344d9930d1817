using System.Text.Json;
using Alerting.Adapters.Channels.Http;
using Alerting.Core.Configuration.Integrations;
using Alerting.Core.Ports;

namespace Alerting.Adapters.Channels.Wandb;

/// <summary>
/// Raises an alert on each run that the alerts name: who watches the run is told as for one that the run raised itself.
/// Of what runs report it writes the figures, and alerts nobody.
/// </summary>
/// <remarks>
/// The service knows no key of a message. It holds an equal title back for <c>wait_duration</c>, but an attempt may be
/// sent again later than that, and whether it does so is told nowhere: so it is not counted on, and an attempt of
/// unknown outcome ends as one that may have been heard.
/// </remarks>
public sealed class WandbChannel(Outbound outbound) : IChannel
{
    /// <inheritdoc/>
    public string Kind => "wandb";

    /// <inheritdoc/>
    public bool Deduplicates => false;

    /// <inheritdoc/>
    public async Task<Receipt> Send(Notification notification, CancellationToken deadline)
    {
        var integration = (Integration.Wandb)notification.Integration;
        var api = new WandbApi(outbound, integration, notification.OutboundAllow, deadline);
        if (notification.IsStatus)
        {
            return await WandbStatuses.Write(api, notification, deadline);
        }

        var runs = WandbRuns.Of(notification);
        if (runs.Runs.Count == 0)
        {
            return new Receipt.Refused("no run named: " + Flaws.Of(runs.Unnamed, runs.Flaw));
        }

        var round = new WandbRound(notification.Progress);
        foreach (var run in runs.Runs.Where(run => !round.Knows(run)))
        {
            if (!round.Add(run, await api.Ask(WandbAlert.Write(run, runs.For(run)), IsSuccess)))
            {
                break;
            }
        }

        var receipt = round.Receipt;
        return receipt is Receipt.Delivered
            ? new Receipt.Delivered(Flaws.Of(receipt.Why, runs.Unnamed)!)
                .WithFlaw(Flaws.Of(runs.Flaw, await Figures(api, notification, runs, deadline)))
            : receipt;
    }

    private static bool? IsSuccess(JsonElement answer) =>
        answer.GetProperty("data").GetProperty("notifyScriptableRunAlert").GetProperty("success").ValueKind switch
        {
            JsonValueKind.True => true,
            JsonValueKind.False => false,
            _ => null,
        };

    // A drill leaves no figures: nothing of it is true.
    private static async Task<string> Figures(
        WandbApi api, Notification notification, WandbRuns runs, CancellationToken deadline)
    {
        if (!((Integration.Wandb)notification.Integration).Metrics || notification.IsDrill)
        {
            return "";
        }

        var amiss = "";
        foreach (var metrics in WandbMetrics.Of(runs))
        {
            amiss = await metrics.Write(api, runs, notification.DecidedAt, deadline) ?? amiss;
        }

        return amiss.Length > 0 ? "no figures: " + amiss : "";
    }
}
