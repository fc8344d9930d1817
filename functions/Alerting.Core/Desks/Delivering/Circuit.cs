using Alerting.Core.Groups;
using Alerting.Core.Ports;

namespace Alerting.Core.Desks.Delivering;

/// <summary>
/// Whether a destination answers, as this process sees it. After five attempts in a row that came to nothing, of two
/// groups at least in the last two minutes, it is asked only now and then, by one attempt at a time, until one is
/// answered. A vendor that names a time to wait is left alone until then. For one thread at a time.
/// </summary>
internal sealed class Circuit
{
    private const int MostFailures = 5;
    private static readonly TimeSpan FirstPause = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan LongestPause = TimeSpan.FromMinutes(5);
    private static readonly TimeSpan LongestWait = TimeSpan.FromSeconds(30);

    // What another process has found out since is not known here: a failure of long ago says nothing of now.
    private static readonly TimeSpan Forgotten = 2 * LongestPause;

    // A group that alone cannot be told is tried at least so often.
    private static readonly TimeSpan Recent = TimeSpan.FromMinutes(2);

    private int failures;
    private GroupId last;
    private DateTimeOffset othersFailed;
    private DateTimeOffset lastFailure;
    private DateTimeOffset closedUntil;
    private DateTimeOffset probeUntil;

    /// <summary>Since when nothing was answered; null where the last attempt was.</summary>
    public DateTimeOffset? Since { get; private set; }

    /// <summary>
    /// Until when nothing may be sent; null: it may be now. Whoever is let through an open circuit probes it.
    /// </summary>
    /// <param name="now">The store's time.</param>
    /// <param name="probeFor">How long a probe may take.</param>
    /// <param name="isProbe">Whether this one probes: it is to be counted, or given back.</param>
    public DateTimeOffset? Parks(DateTimeOffset now, TimeSpan probeFor, out bool isProbe)
    {
        isProbe = false;
        if (now < closedUntil)
        {
            return closedUntil;
        }

        if (failures < MostFailures)
        {
            return null;
        }

        if (now < probeUntil)
        {
            // Long enough that a crowd is not written again and again while the probe hangs.
            var wait = Pause() / 2;
            return now + (wait < FirstPause ? FirstPause : wait > LongestWait ? LongestWait : wait);
        }

        (probeUntil, isProbe) = (now + probeFor, true);
        return null;
    }

    /// <summary>The probe was not made: the next one may.</summary>
    public void GiveProbeBack() => probeUntil = default;

    /// <summary>An attempt for a group came to this.</summary>
    public void Count(Receipt receipt, GroupId group, DateTimeOffset now)
    {
        if (receipt is Receipt.Deferred { SaysNothing: true })
        {
            return;
        }

        probeUntil = default;
        if (receipt is Receipt.Delivered or Receipt.Refused)
        {
            (failures, closedUntil, Since) = (0, default, null);
            return;
        }

        if (now - lastFailure > Forgotten)
        {
            (failures, Since) = (0, now);
        }

        othersFailed = failures == 0 ? default : group == last ? othersFailed : lastFailure;
        (last, lastFailure) = (group, now);
        Since ??= now;
        if (receipt is Receipt.Deferred { After: { } after })
        {
            Close(now + after);
            return;
        }

        // Of one group alone, it may be what is said that the vendor cannot bear; its own pauses are enough.
        failures += failures == MostFailures - 1 && now - othersFailed > Recent ? 0 : 1;
        if (failures >= MostFailures)
        {
            Close(now + Pause());
        }
    }

    private TimeSpan Pause() => new(Math.Min(
        LongestPause.Ticks, FirstPause.Ticks << Math.Min(failures - MostFailures, 10)));

    private void Close(DateTimeOffset until) => closedUntil = until > closedUntil ? until : closedUntil;
}
