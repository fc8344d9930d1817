using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using Alerting.Core.Matching;
using Alerting.Core.Templates;

namespace Alerting.Core.Configuration;

/// <summary>A configuration file as read.</summary>
/// <param name="Name">What findings call it, such as <c>alertmanager.yml</c>.</param>
/// <param name="Content">Its text; may be empty; a byte order mark does not count.</param>
public sealed record ConfigurationText(string Name, string Content)
{
    /// <summary>
    /// The folder it is in, from which relative paths below <c>http_config</c> count; empty: the working directory.
    /// </summary>
    public string Folder { get; init; } = "";

    /// <summary>Which grammar its matchers are read by, and which label names are valid in it.</summary>
    public MatcherMode Mode { get; init; }

    /// <summary>
    /// SHA-256 of both contents, 64 lower-case hex digits. A missing file differs from an empty one, and one read in
    /// another mode than <see cref="MatcherMode.Fallback"/> from itself; names do not count. Files of templates do,
    /// with their names, by which they can be called.
    /// </summary>
    public static string Hash(
        ConfigurationText? alertmanager, ConfigurationText? alerting, IReadOnlyList<TemplateText>? templates = null)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        Append(hash, alertmanager);
        Append(hash, alerting);
        if (alertmanager is { Mode: not MatcherMode.Fallback and var mode })
        {
            hash.AppendData([(byte)mode]);
        }

        hash.AppendData(Encoding.ASCII.GetBytes(HashOf(templates ?? [])));
        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }

    /// <summary>
    /// SHA-256 of files of templates, 64 lower-case hex digits; empty when there are none. Their order counts.
    /// </summary>
    internal static string HashOf(IReadOnlyList<TemplateText> templates)
    {
        if (templates.Count == 0)
        {
            return "";
        }

        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (var template in templates)
        {
            Append(hash, template.Name);
            Append(hash, template.Content);
        }

        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }

    private static void Append(IncrementalHash hash, ConfigurationText? text) => Append(hash, text?.Content);

    // The length in front keeps text from moving unseen from one file to the other; -1 is no file.
    private static void Append(IncrementalHash hash, string? text)
    {
        var bytes = Encoding.UTF8.GetBytes(text ?? "");
        Span<byte> length = stackalloc byte[sizeof(long)];
        BinaryPrimitives.WriteInt64LittleEndian(length, text is null ? -1 : bytes.Length);
        hash.AppendData(length);
        hash.AppendData(bytes);
    }
}
