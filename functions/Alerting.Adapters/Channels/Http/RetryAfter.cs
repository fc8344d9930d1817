using System.Globalization;

namespace Alerting.Adapters.Channels.Http;

/// <summary>
/// Reads <c>Retry-After</c> from the raw header: whole seconds, an HTTP date, and also the fractions and negative
/// numbers that are sent but that .NET's typed header drops.
/// </summary>
internal static class RetryAfter
{
    /// <summary>The longest wait that is believed.</summary>
    public static readonly TimeSpan Longest = TimeSpan.FromHours(1);

    /// <summary>Zero to one hour; null where the answer names no time that can be read.</summary>
    public static TimeSpan? Of(HttpResponseMessage answer, DateTimeOffset now)
    {
        var raw = answer.Headers.NonValidated.TryGetValues("Retry-After", out var values) ? values.ToString() : "";
        if (double.TryParse(raw, NumberStyles.Float, CultureInfo.InvariantCulture, out var seconds)
            && !double.IsNaN(seconds))
        {
            return TimeSpan.FromSeconds(Math.Clamp(seconds, 0, Longest.TotalSeconds));
        }

        return DateTimeOffset.TryParseExact(
            raw, "r", CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var at)
            ? TimeSpan.FromTicks(Math.Clamp((at - now).Ticks, 0, Longest.Ticks))
            : null;
    }
}
