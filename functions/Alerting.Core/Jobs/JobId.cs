using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Alerting.Core.Jobs;

/// <summary>
/// Identity of a job in row keys: the first 128 bits of SHA-256 of its name, as 32 lower-case hexadecimal digits.
/// </summary>
public readonly record struct JobId(string Value)
{
    /// <summary>Characters of an id.</summary>
    public const int Length = 32;

    /// <summary>A number to choose the shard by, evenly spread, 0 to 65,535.</summary>
    public int Spread => int.Parse(Value.AsSpan(0, 4), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture);

    /// <summary>The id of the job of this name.</summary>
    public static JobId Of(string name) => new(Hash.Of(name));

    /// <inheritdoc/>
    public override string ToString() => Value;
}

/// <summary>Names that can be part of a row key, whatever they were made of.</summary>
internal static class Hash
{
    /// <summary>32 lower-case hexadecimal digits.</summary>
    public static string Of(string text) => Of(Encoding.UTF8.GetBytes(text));

    /// <summary>The same of bytes.</summary>
    public static string Of(ReadOnlySpan<byte> bytes) =>
        Convert.ToHexStringLower(SHA256.HashData(bytes).AsSpan(0, JobId.Length / 2));
}
