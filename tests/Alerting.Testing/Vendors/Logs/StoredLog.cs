namespace Alerting.Testing.Vendors.Logs;

/// <summary>A record that a stand-in of a log store has.</summary>
/// <param name="At">When, UTC.</param>
/// <param name="Text">What it says.</param>
/// <param name="Level">Such as <c>ERROR</c>; null: it does not say.</param>
public sealed record StoredLog(DateTimeOffset At, string Text, string? Level = null)
{
    /// <summary>UTC, milliseconds.</summary>
    public string Time => At.UtcDateTime.ToString(
        "yyyy-MM-dd'T'HH:mm:ss.fff'Z'", System.Globalization.CultureInfo.InvariantCulture);

    /// <summary>The newest of them first, as every vendor here is asked.</summary>
    public static IEnumerable<StoredLog> Newest(IEnumerable<StoredLog> logs, int most) =>
        logs.OrderByDescending(log => log.At).Take(most);
}
