using System.Globalization;
using Alerting.Core.Jobs.Schedules;
using NodaTime;
using Xunit;

namespace Alerting.Core.Tests.Jobs.Schedules;

/// <summary>Schedules and instants as tests write them.</summary>
internal static class Crons
{
    public static CronSchedule Of(string expression, string zone = "UTC")
    {
        var schedule = CronSchedule.Parse(expression, DateTimeZoneProviders.Tzdb[zone], out var problem);
        Assert.True(schedule is not null, $"{expression}: {problem}");
        return schedule;
    }

    public static DateTimeOffset At(string instant) => DateTimeOffset.Parse(instant, CultureInfo.InvariantCulture);

    /// <summary>Slots after one instant and up to another, as the wall clock shows them, with its offset.</summary>
    public static IEnumerable<string> Local(CronSchedule schedule, string after, string upTo) =>
        Between(schedule, At(after), At(upTo)).Select(slot =>
        {
            var offset = schedule.Zone.GetUtcOffset(Instant.FromDateTimeOffset(slot)).ToTimeSpan();
            return slot.ToOffset(offset).ToString("dd HH:mmzzz", CultureInfo.InvariantCulture);
        });

    public static IEnumerable<DateTimeOffset> Between(Schedule schedule, DateTimeOffset after, DateTimeOffset upTo)
    {
        while (after <= upTo)
        {
            var slot = schedule.After(after);
            if (slot <= upTo)
            {
                yield return slot.Value;
            }

            after = slot ?? after + Schedule.Horizon;
        }
    }
}
