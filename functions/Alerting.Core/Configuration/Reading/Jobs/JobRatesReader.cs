using System.Globalization;
using Alerting.Core.Configuration.Yaml;
using Alerting.Core.Jobs;
using Alerting.Core.Jobs.Registry;

namespace Alerting.Core.Configuration.Reading.Jobs;

/// <summary><c>failure_rate</c> and <c>running</c>.</summary>
internal static class JobRatesReader
{
    // Of more runs that ended, or that go on at once, nothing is known.
    private const int MostAtLeast = JobState.MostRecent;
    private const int MostLong = JobState.MostOpen - 1;

    private const int UsualAtLeast = 5;
    private static readonly TimeSpan UsualWithin = TimeSpan.FromDays(1);

    /// <summary>How many runs may fail; null where it is not said.</summary>
    public static FailureRate? TakeFailureRate(YamlMap map)
    {
        if (map.TakeSet("failure_rate")?.AsMap() is not { } rate)
        {
            return null;
        }

        rate.Need("failure_rate", "more_than");
        var most = rate.TakeSet("more_than") is { } value ? Share(value) : null;
        var within = rate.TakePositiveDuration("within") ?? UsualWithin;
        var atLeast = rate.TakeCount("at_least", 1, MostAtLeast) ?? UsualAtLeast;
        rate.RefuseRest();
        return most is { } share ? new(share, within, atLeast) : null;
    }

    /// <summary>How many runs may go on for long; null where it is not said.</summary>
    public static LongRunning? TakeLongRunning(YamlMap map)
    {
        if (map.TakeSet("running")?.AsMap() is not { } running)
        {
            return null;
        }

        running.Need("running", "more_than", "longer_than");
        var (most, longer) = (running.TakeCount("more_than", 0, MostLong), running.TakePositiveDuration("longer_than"));
        running.RefuseRest();
        return most is { } count && longer is { } length ? new(count, length) : null;
    }

    // More than all cannot fail.
    private static double? Share(YamlValue value)
    {
        if (value.AsText() is not { } text)
        {
            return null;
        }

        var isPercentage = text.EndsWith('%');
        var isNumber = double.TryParse(
            isPercentage ? text[..^1] : text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number);
        var share = isPercentage ? number / 100 : number;
        if (isNumber && share is >= 0 and < 1)
        {
            return share;
        }

        value.ErrorOnValue("expected a percentage such as 20%, or a share such as 0.2, of less than all");
        return null;
    }
}
