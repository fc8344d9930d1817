using System.Collections.Frozen;
using Alerting.Core.Alerts;
using Alerting.Core.Configuration.Yaml;
using Alerting.Core.Jobs.Schedules;
using NodaTime;

namespace Alerting.Core.Configuration.Reading.Jobs;

/// <summary><c>schedule</c> with <c>timezone</c>, or <c>every</c>.</summary>
internal static class JobScheduleReader
{
    private const int LongestHinted = 100;

    private static readonly FrozenSet<string> Zones =
        DateTimeZoneProviders.Tzdb.Ids.ToFrozenSet(StringComparer.Ordinal);

    /// <summary>The schedule; null where there is none, or it is wrong, which is reported.</summary>
    public static Schedule? Take(YamlMap map)
    {
        var (cron, zone, every) = (map.TakeSet("schedule"), map.TakeSet("timezone"), map.Peek("every"));
        var interval = map.TakeDurationBetween("every", IntervalSchedule.Least, IntervalSchedule.Most);
        if (cron is not null && every is { IsNull: false })
        {
            every.Error("at most one of schedule & every must be configured");
        }

        if (zone is not null && cron is null)
        {
            zone.Error("timezone is only for schedule");
        }

        var clocks = zone is null ? DateTimeZone.Utc : Zone(zone);
        return cron is not null ? Cron(cron, clocks ?? DateTimeZone.Utc)
            : interval is { } length ? IntervalSchedule.Of(length)
            : null;
    }

    private static CronSchedule? Cron(YamlValue value, DateTimeZone zone)
    {
        if (value.AsText() is not { } text)
        {
            return null;
        }

        if (CronSchedule.Parse(text, zone, out var problem) is { } schedule)
        {
            return schedule;
        }

        value.ErrorOnValue(problem!);
        return null;
    }

    // NodaTime would also take UTC+05, which is no name.
    private static DateTimeZone? Zone(YamlValue value)
    {
        if (value.AsText() is not { } name)
        {
            return null;
        }

        if (Zones.Contains(name))
        {
            return DateTimeZoneProviders.Tzdb[name];
        }

        value.ErrorOnValue($"unknown time zone {GoQuote.Append(new(), name)}{Hint(name)}");
        return null;
    }

    // A city alone is a zone's last part.
    private static string Hint(string name)
    {
        var ending = "/" + name.Replace(' ', '_');
        return name.Length is 0 or > LongestHinted ? ""
            : Zones.Where(zone => zone.EndsWith(ending, StringComparison.OrdinalIgnoreCase))
                .Order(StringComparer.Ordinal).FirstOrDefault() is { } place ? $" (did you mean \"{place}\"?)"
            : Nearest.Hint(name, Zones.Order(StringComparer.Ordinal));
    }
}
