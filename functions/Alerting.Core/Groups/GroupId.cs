using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Alerting.Core.Jobs;

namespace Alerting.Core.Groups;

/// <summary>
/// Identity of a group: the first 128 bits of SHA-256 over group key, receiver and ordinal, as 32 lower-case
/// hexadecimal digits. The ordinal counts routes of the same key and receiver, so that sibling routes stay apart and
/// inserting a route above changes nothing.
/// </summary>
public readonly record struct GroupId(string Value)
{
    /// <summary>Characters of an id.</summary>
    public const int Length = 32;

    // Those that the shard is chosen by, as of JobId.
    private const int ShardLength = 4;

    /// <summary>The id of the group with this key, told to this receiver by the n-th such route.</summary>
    public static GroupId Of(string groupKey, string receiver, int ordinal)
    {
        var text = string.Create(CultureInfo.InvariantCulture, $"{groupKey}\0{receiver}\0{ordinal}");
        return new(Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)).AsSpan(0, Length / 2)));
    }

    /// <summary>The id of a group with this key, told to this receiver, in the shard of a job.</summary>
    public static GroupId Beside(JobId job, string groupKey, string receiver) =>
        new(job.Value[..ShardLength] + Of(groupKey, receiver, 0).Value[ShardLength..]);

    /// <summary>A number to choose the shard by, evenly spread, 0 to 65,535.</summary>
    public int Spread => int.Parse(
        Value.AsSpan(0, ShardLength), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture);

    /// <inheritdoc/>
    public override string ToString() => Value;
}
