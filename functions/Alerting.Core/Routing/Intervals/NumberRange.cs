namespace Alerting.Core.Routing.Intervals;

/// <summary>Whole numbers from the first to the last, both included; empty when the last is smaller.</summary>
/// <param name="First">The first; a day counted from the end of the month is negative.</param>
/// <param name="Last">The last.</param>
public readonly record struct NumberRange(long First, long Last)
{
    /// <summary>Whether the number is one of them.</summary>
    public bool Contains(long number) => First <= number && number <= Last;

    /// <summary>The same days, all counted from the first of a month of that many days.</summary>
    internal NumberRange InMonthOf(int days) => new(FromFirst(First, days), FromFirst(Last, days));

    private static long FromFirst(long day, int days) => day < 0 ? days + day + 1 : day;
}
