using System.Globalization;
using System.Text;
using System.Text.Unicode;

namespace Alerting.Core.Sources.CloudEvents;

/// <summary>
/// CloudEvents 1.0 in binary mode over HTTP: the attributes in headers <c>ce-*</c>, the data as body.
/// </summary>
/// <remarks>github.com/cloudevents/spec: bindings/http-protocol-binding.md of version 1.0.2.</remarks>
public static class CloudEventsBinary
{
    /// <summary>What the names of its headers begin with.</summary>
    public const string Prefix = "ce-";

    /// <summary>The report. Never throws.</summary>
    /// <param name="headers">The headers, named without the prefix in lower case; values as they were sent.</param>
    /// <param name="contentType">The type of the body; null where it was not said.</param>
    /// <param name="body">The data.</param>
    public static EventsRead Read(
        IReadOnlyDictionary<string, string> headers, string? contentType, ReadOnlyMemory<byte> body)
    {
        var rejected = new Rejections();
        var texts = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var (name, value) in headers)
        {
            if (Decoded(value) is { } text)
            {
                texts[name] = text;
            }
            else
            {
                rejected.Add(Prefix + name, "expected percent-encoded UTF-8");
            }
        }

        var attributes = new CloudEventAttributes(
            Prefix, name => texts.TryGetValue(name, out var text) ? CloudEventAttribute.Of(text) : default, rejected);
        var said = attributes.AreValid()
            ? CloudEventData.Read(attributes, contentType, body, "$", rejected)
            : null;
        return EventsRead.Of(said is null ? [] : [said], rejected);
    }

    // Once; older senders put quotes around it. Null where the bytes are no UTF-8.
    private static string? Decoded(string value)
    {
        value = value.Trim();
        value = value is ['"', .., '"'] ? value[1..^1].Replace("\\\"", "\"", StringComparison.Ordinal) : value;
        if (!value.Contains('%', StringComparison.Ordinal))
        {
            return value;
        }

        var bytes = new MemoryStream(value.Length);
        for (var rest = value.AsSpan(); rest.Length > 0;)
        {
            if (rest is ['%', var high, var low, ..] && char.IsAsciiHexDigit(high) && char.IsAsciiHexDigit(low))
            {
                bytes.WriteByte(byte.Parse(rest[1..3], NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture));
                rest = rest[3..];
                continue;
            }

            var length = rest[1..].IndexOf('%') is >= 0 and var next ? next + 1 : rest.Length;
            bytes.Write(Encoding.UTF8.GetBytes(rest[..length].ToString()));
            rest = rest[length..];
        }

        return Strict(bytes.ToArray());
    }

    private static string? Strict(byte[] bytes) => Utf8.IsValid(bytes) ? Encoding.UTF8.GetString(bytes) : null;
}
