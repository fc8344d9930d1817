using System.Globalization;
using Alerting.Core.Templates.Times;

namespace Alerting.Core.Templates.Formatting;

/// <summary>Values as they would stand in a program of Go.</summary>
internal static class GoSyntax
{
    /// <summary>A time.</summary>
    public static string Of(Time time)
    {
        var (date, clock) = (time.Date, time.Clock);
        var zone = time.Zone == Zone.Utc ? "time.UTC"
            : time.Zone == Zone.Local ? "time.Local"
            : $"time.Location({Quoted.Of(time.Zone.Name)})";
        return string.Create(
            CultureInfo.InvariantCulture,
            $"time.Date({date.Year}, time.{TimeFormat.MonthName(date.Month)}, {date.Day}, {clock / 3600}, "
            + $"{clock / 60 % 60}, {clock % 60}, {time.Nanosecond}, {zone})");
    }
}
