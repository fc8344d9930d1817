namespace Alerting.Core.Ports;

/// <summary>
/// The version of a stored row: opaque, never empty for a stored row, sent back unchanged.
/// </summary>
public readonly record struct ETag(string Value)
{
    /// <summary>Matches whatever is stored, but not an absent row (<c>If-Match: *</c>).</summary>
    public static ETag Any { get; } = new("*");

    /// <inheritdoc/>
    public override string ToString() => Value;
}
