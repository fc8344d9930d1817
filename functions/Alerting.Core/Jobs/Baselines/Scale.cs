using System.Globalization;

namespace Alerting.Core.Jobs.Baselines;

/// <summary>Units that figures are said in.</summary>
/// <param name="Units">Each with its size and from where on it is used; the smallest first.</param>
internal sealed record Scale(params (string Name, double Size, double From)[] Units)
{
    private const double Minute = 60;
    private const double Hour = 60 * Minute;
    private const double Day = 24 * Hour;

    /// <summary>Durations in seconds.</summary>
    public static Scale Time { get; } = new(
        ("s", 1, 0), ("min", Minute, 3 * Minute), ("h", Hour, 10 * Hour), ("d", Day, 10 * Day));

    /// <summary>Rows.</summary>
    public static Scale Rows { get; } = new(("rows", 1, 0));

    /// <summary>Bytes.</summary>
    public static Scale Bytes { get; } = new(
        ("bytes", 1, 0), ("KB", 1e3, 1e3), ("MB", 1e6, 1e6), ("GB", 1e9, 1e9), ("TB", 1e12, 1e12));

    /// <summary>The unit for a figure.</summary>
    public (string Name, double Size) UnitOf(double value)
    {
        var unit = Units.Last(unit => value >= unit.From || unit == Units[0]);
        return (unit.Name, unit.Size);
    }

    /// <summary>A number of a unit: three digits that say something, with separators.</summary>
    public static string Number(double number)
    {
        var digits = number switch
        {
            >= 100 or <= 0 => 0,
            >= 10 => 1,
            _ => Math.Clamp(1 - (int)Math.Floor(Math.Log10(number)), 1, 6),
        };
        return Math.Round(number, digits).ToString("#,0.######", CultureInfo.InvariantCulture);
    }
}
