using System.Globalization;

namespace Alerting.Testing.Crashes;

/// <summary>One sender of alerts of its own.</summary>
internal sealed class CrashClient(int number, int seed, CrashDoor door, CrashSink sink)
{
    // Attempts that were cut off one after the other are minutes apart.
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(5);

    private readonly Random random = new(seed + (1000 * (number + 1)));
    private readonly List<CrashAlert> alerts = [];

    /// <summary>Its alerts, oldest first.</summary>
    public IReadOnlyList<CrashAlert> Alerts => alerts;

    /// <summary>Makes alerts until it is over, then sees those to their end that wait for their page.</summary>
    public async Task Run(CancellationToken over, CancellationToken stop)
    {
        while (!over.IsCancellationRequested)
        {
            var alert = Next();
            alerts.Add(alert);
            await door.Post(alert.Body(null), stop);
            alert.IsAccepted = true;
            if (alert.Kind == CrashAlertKind.Hasty)
            {
                await Resolve(alert, stop);
            }

            await ResolveTold(stop);
            await RealClock.Instance.Pause(TimeSpan.FromMilliseconds(random.Next(5, 60)), stop);
        }

        await RealClock.Instance.Until(() => Waiting.All(IsTold), Patience, stop);
        await ResolveTold(stop);
    }

    private IEnumerable<CrashAlert> Waiting =>
        alerts.Where(alert => alert is { Kind: CrashAlertKind.Patient, IsResolved: false });

    private bool IsTold(CrashAlert alert) => sink.Took(alert.Key, fires: true);

    private async Task ResolveTold(CancellationToken stop)
    {
        foreach (var alert in Waiting.Where(IsTold).ToArray())
        {
            await Resolve(alert, stop);
        }
    }

    private async Task Resolve(CrashAlert alert, CancellationToken stop)
    {
        await door.Post(alert.Body(RealClock.Instance.GetUtcNow()), stop);
        alert.IsResolved = true;
    }

    // Two groups of one alert, then a group of four; every kind in each.
    private CrashAlert Next()
    {
        var (round, place) = (alerts.Count / 6, alerts.Count % 6);
        var kind = random.Next(10) switch
        {
            < 5 => CrashAlertKind.Patient,
            < 9 => CrashAlertKind.Hasty,
            _ => CrashAlertKind.Lasting,
        };
        var name = string.Create(CultureInfo.InvariantCulture, $"Client{number}Round{round}Group{Math.Min(place, 2)}");
        var startsAt = RealClock.Instance.GetUtcNow().AddSeconds(-1);
        return new(name, string.Create(CultureInfo.InvariantCulture, $"i{place}"), startsAt, kind, IsAlone: place < 2);
    }
}
