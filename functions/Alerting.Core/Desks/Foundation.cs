using Alerting.Core.Configuration;
using Alerting.Core.Desks.Enriching;
using Alerting.Core.Groups;
using Alerting.Core.Jobs.Registry;
using Alerting.Core.Logs;
using Alerting.Core.Matching;
using Alerting.Core.Ports;
using Alerting.Core.Silences;

namespace Alerting.Core.Desks;

/// <summary>What every desk stands on.</summary>
/// <param name="Store">The rows, and the time decisions are made with.</param>
/// <param name="Shards">Which partition a group lies in.</param>
/// <param name="Configuration">What is in force.</param>
/// <param name="Hints">The messages sent after a commit.</param>
/// <param name="Time">For pauses only.</param>
/// <param name="Meter">Counts what happens.</param>
/// <param name="ExternalUrl">Our own address for links, without a slash at the end.</param>
public sealed record Foundation(
    ITableStore Store,
    Shards Shards,
    IConfigurationInForce Configuration,
    Hints Hints,
    TimeProvider Time,
    AlertingMeter Meter,
    string ExternalUrl)
{
    /// <summary>Whether no other process can use the store: what was written here is then all there is.</summary>
    public bool IsAlone { get; init; }

    /// <summary>Asks addresses.</summary>
    public IProbe Probe { get; init; } = NoProbe.Instance;

    /// <summary>Asks log stores.</summary>
    public LogSourceSet LogSources { get; init; } = LogSourceSet.None;

    /// <summary>The log sources that count where a configuration says so much of them.</summary>
    public Func<LogSettings, LogSettings> LogsOf { get; init; } = static configured => configured;

    /// <summary>How much may be silenced.</summary>
    public SilenceLimits SilenceLimits { get; init; } = SilenceLimits.Usual;

    /// <summary>Which grammar matchers are read with, and which names labels may have.</summary>
    public MatcherMode MatcherMode { get; init; } = MatcherMode.Fallback;

    private sealed class NoProbe : IProbe
    {
        public static NoProbe Instance { get; } = new();

        public Task<ProbeAnswer> Ask(Probe probe, CancellationToken cancellation) =>
            Task.FromResult(new ProbeAnswer(false, "nothing here can ask", TimeSpan.Zero));
    }

    // A message may come a little before its time: the clock of its queue is not the store's.
    private static readonly TimeSpan ShortWait = TimeSpan.FromSeconds(2);

    // The store's time runs at half speed while it is put right: each pause comes to half of what is left, or more.
    private const int MostPauses = 12;

    /// <summary>
    /// Whether an instant has come, by the store's time; one that is less than 2 s away is waited for. It is asked
    /// again after each pause, since this process's timers and the store's time do not go alike: who reads what is due
    /// a moment before its time finds nothing, and the message that named it is spent.
    /// </summary>
    public async Task<bool> HasCome(DateTimeOffset instant, CancellationToken cancellation)
    {
        for (var pauses = 0; instant - Store.UtcNow is { Ticks: > 0 } early; pauses++)
        {
            if (early > ShortWait || pauses == MostPauses)
            {
                return false;
            }

            await Task.Delay(Whole(early), Time, cancellation);
        }

        return true;
    }

    // A timer drops what is less than a millisecond.
    private static TimeSpan Whole(TimeSpan span) => TimeSpan.FromMilliseconds(Math.Ceiling(span.TotalMilliseconds));
}
