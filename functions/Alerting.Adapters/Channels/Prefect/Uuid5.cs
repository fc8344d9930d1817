using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;
using System.Text;

namespace Alerting.Adapters.Channels.Prefect;

/// <summary>Names turned into UUIDs, always the same: version 5 of RFC 9562.</summary>
internal static class Uuid5
{
    /// <summary>The UUID of a name within a namespace.</summary>
    [SuppressMessage("Security", "CA5350", Justification = "Version 5 is SHA-1; nothing is protected by it.")]
    public static Guid Of(Guid space, string name)
    {
        Span<byte> hash = stackalloc byte[SHA1.HashSizeInBytes];
        SHA1.HashData([.. space.ToByteArray(bigEndian: true), .. Encoding.UTF8.GetBytes(name)], hash);
        hash[6] = (byte)((hash[6] & 0x0F) | 0x50);
        hash[8] = (byte)((hash[8] & 0x3F) | 0x80);
        return new(hash[..16], bigEndian: true);
    }
}
