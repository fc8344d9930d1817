using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;

namespace Alerting.Testing.Functions;

/// <summary>Values as JSON text, the way the host's encoding of a payload has them.</summary>
internal static class WireText
{
    /// <summary>A JSON string; non-ASCII stays as it is.</summary>
    public static string Quote(string text) =>
        "\"" + JavaScriptEncoder.UnsafeRelaxedJsonEscaping.Encode(text) + "\"";

    /// <summary>JSON text inside a JSON string: strings, numbers, booleans.</summary>
    public static string Twice(string json) => Quote(json);

    /// <summary>A string, encoded twice.</summary>
    public static string Text(string text) => Quote(Quote(text));

    /// <summary>A whole number, encoded twice.</summary>
    public static string Number(long value) => Twice(value.ToString(CultureInfo.InvariantCulture));

    /// <summary>Encoded once, fractions of a second lost, without a zone.</summary>
    public static string Zoneless(DateTimeOffset at) =>
        Quote(at.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss", CultureInfo.InvariantCulture));

    /// <summary>Encoded once, fractions of a second lost, with the offset.</summary>
    public static string Zoned(DateTimeOffset at) =>
        Quote(at.ToUniversalTime().ToString("yyyy-MM-dd'T'HH:mm:sszzz", CultureInfo.InvariantCulture));

    /// <summary>Up to seven digits of a second and the offset, as nested objects have it.</summary>
    public static string Exact(DateTimeOffset at) =>
        Quote(at.ToString("yyyy-MM-dd'T'HH:mm:ss.FFFFFFFzzz", CultureInfo.InvariantCulture));

    /// <summary>An object of native JSON types.</summary>
    public static string Properties(IReadOnlyDictionary<string, object> properties) =>
        "{" + string.Join(',', properties.Select(one => Quote(one.Key) + ":" + Native(one.Value))) + "}";

    /// <summary>What the host adds to each payload.</summary>
    public static string Origin(string function, DateTimeOffset now) =>
        $$"""{"MethodName":{{Quote(function)}},"UtcNow":{{Quote(now.UtcDateTime.ToString(
            "yyyy-MM-dd'T'HH:mm:ss.FFFFFFF'Z'", CultureInfo.InvariantCulture))}},"RandGuid":"{{Guid.NewGuid()}}"}""";

    /// <summary>The payload: the data under the binding's name, and the metadata.</summary>
    public static byte[] Payload(string binding, string data, IEnumerable<KeyValuePair<string, string>> metadata) =>
        Encoding.UTF8.GetBytes(
            "{\"Data\":{" + Quote(binding) + ":" + data + "},\"Metadata\":{"
            + string.Join(',', metadata.Select(one => Quote(one.Key) + ":" + one.Value)) + "}}");

    private static string Native(object value) => value switch
    {
        bool flag => flag ? "true" : "false",
        sbyte or byte or short or ushort or int or uint or long or ulong or float or double or decimal =>
            ((IFormattable)value).ToString(null, CultureInfo.InvariantCulture),
        DateTimeOffset at => Exact(at),
        IFormattable other => Quote(other.ToString(null, CultureInfo.InvariantCulture)),
        _ => Quote(value.ToString() ?? ""),
    };
}
