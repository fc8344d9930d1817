using System.Collections.Immutable;
using Alerting.Core.Configuration.Integrations;
using Alerting.Core.Ports;

namespace Alerting.Adapters.Channels.Wandb;

/// <summary>The alerts of a notification by the run that they name.</summary>
internal sealed class WandbRuns
{
    private const int Most = 20;

    private readonly Dictionary<WandbRun, ImmutableArray<NotifiedAlert>> alerts = [];
    private readonly Notification notification;
    private int without;
    private int beyond;

    private WandbRuns(Notification notification) => this.notification = notification;

    /// <summary>At most 20 runs, in the order of their first alert.</summary>
    public IReadOnlyCollection<WandbRun> Runs => alerts.Keys;

    /// <summary>Why a template that names them failed, one line; null when none did.</summary>
    public string? Fault { get; private set; }

    /// <summary>Groups the alerts: each is asked by itself, because a group may hold those of several runs.</summary>
    public static WandbRuns Of(Notification notification)
    {
        var integration = (Integration.Wandb)notification.Integration;
        var runs = new WandbRuns(notification);
        foreach (var alert in notification.Alerts)
        {
            var wording = Wording.Of(notification, alert);
            runs.Add(WandbRun.Of(integration, wording), alert);
            runs.Fault ??= wording.Fault;
        }

        return runs;
    }

    /// <summary>The notification with the alerts of one run alone.</summary>
    public Notification For(WandbRun run) => notification with { Alerts = alerts[run] };

    /// <summary>How many alerts are about no run, for people; empty where all are.</summary>
    public string Unnamed => without > 0 ? FormattableString.Invariant($"{without} alerts name no run") : "";

    /// <summary>What keeps alerts from the run that they are about, for people; null for nothing.</summary>
    public string? Flaw => Flaws.Of(
        beyond > 0 ? FormattableString.Invariant($"{beyond} alerts of more than {Most} runs were left out") : "",
        Flaws.OfTemplate(Fault));

    private void Add(WandbRun? run, NotifiedAlert alert)
    {
        if (run is null)
        {
            without++;
        }
        else if (alerts.TryGetValue(run, out var known))
        {
            alerts[run] = known.Add(alert);
        }
        else if (alerts.Count == Most)
        {
            beyond++;
        }
        else
        {
            alerts[run] = [alert];
        }
    }
}
