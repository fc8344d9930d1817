using System.Globalization;

namespace Alerting.Core.Alerts;

/// <summary>
/// The identity of an alert: FNV-1a 64 over its labels in name order, each as <c>name 0xFF value 0xFF</c> in UTF-8, as
/// Prometheus computes it. Printed as 16 lower-case hexadecimal digits.
/// </summary>
public readonly record struct Fingerprint(ulong Value) : IComparable<Fingerprint>
{
    /// <summary>Reads 16 hexadecimal digits.</summary>
    public static Fingerprint Parse(ReadOnlySpan<char> text) =>
        new(ulong.Parse(text, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture));

    /// <inheritdoc/>
    public int CompareTo(Fingerprint other) => Value.CompareTo(other.Value);

    /// <inheritdoc/>
    public override string ToString() => Value.ToString("x16", CultureInfo.InvariantCulture);

    /// <summary>Orders by number.</summary>
    public static bool operator <(Fingerprint left, Fingerprint right) => left.Value < right.Value;

    /// <summary>Orders by number.</summary>
    public static bool operator >(Fingerprint left, Fingerprint right) => left.Value > right.Value;

    /// <summary>Orders by number.</summary>
    public static bool operator <=(Fingerprint left, Fingerprint right) => left.Value <= right.Value;

    /// <summary>Orders by number.</summary>
    public static bool operator >=(Fingerprint left, Fingerprint right) => left.Value >= right.Value;
}
