using Alerting.Core.Groups.Rows;

namespace Alerting.Core.Silences;

/// <summary>How much may be silenced. Every process keeps all silences in memory.</summary>
/// <param name="Most">Silences at a time, those that are over and still kept included.</param>
/// <param name="MostBytes">What one may take as JSON, in bytes of UTF-8.</param>
/// <param name="Retention">How long one that is over is kept.</param>
public sealed record SilenceLimits(int Most, int MostBytes, TimeSpan Retention)
{
    /// <summary>What fits into a row.</summary>
    public const int LargestBytes = Blob.MostBytes - 1;

    /// <summary>10,000 silences of 64 KiB, kept for 120 h as Alertmanager does.</summary>
    public static SilenceLimits Usual { get; } = new(10_000, 64 * 1024, TimeSpan.FromHours(120));
}
