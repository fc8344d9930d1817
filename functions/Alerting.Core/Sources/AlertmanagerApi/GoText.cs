using System.Globalization;
using System.Runtime.InteropServices;
using System.Text;
using System.Text.Json;
using Alerting.Core.Alerts;

namespace Alerting.Core.Sources.AlertmanagerApi;

/// <summary>
/// Text of JSON as Go's <c>encoding/json</c> reads it: each byte that is not UTF-8 and each half of a surrogate pair
/// becomes U+FFFD.
/// </summary>
internal static class GoText
{
    /// <summary>Characters of a text that are told back to its sender.</summary>
    public const int LongestInMessage = 1000;

    /// <summary>The text of a string element.</summary>
    public static string Of(JsonElement element) =>
        JsonRead.TryText(element, out var text) ? text : Repaired(JsonMarshal.GetRawUtf8Value(element)[1..^1]);

    /// <summary>The name of a member.</summary>
    public static string NameOf(JsonProperty member) =>
        JsonRead.TryName(member, out var name) ? name : Repaired(JsonMarshal.GetRawUtf8PropertyName(member));

    /// <summary>How Go calls a kind when it is not the one expected.</summary>
    public static string Kind(JsonValueKind kind) => kind switch
    {
        JsonValueKind.Object => "object",
        JsonValueKind.Array => "array",
        JsonValueKind.String => "string",
        JsonValueKind.Number => "number",
        JsonValueKind.True or JsonValueKind.False => "bool",
        JsonValueKind.Null or JsonValueKind.Undefined => "null",
    };

    /// <summary>As <c>%q</c> prints it; after 1,000 characters cut, unlike there.</summary>
    public static string Quote(string text) => GoQuote.Append(new StringBuilder(), Short(text)).ToString();

    /// <summary>What of a text is told back to its sender.</summary>
    public static string Short(string text) =>
        text.Length <= LongestInMessage ? text : text[..LongestInMessage] + "…";

    private static string Repaired(ReadOnlySpan<byte> raw)
    {
        var text = new StringBuilder(raw.Length);
        while (!raw.IsEmpty)
        {
            raw = raw[(raw[0] == '\\' ? Escape(raw, text) : Literal(raw, text))..];
        }

        // Halves of pairs become U+FFFD on the way.
        return Encoding.UTF8.GetString(Encoding.UTF8.GetBytes(text.ToString()));
    }

    private static int Literal(ReadOnlySpan<byte> raw, StringBuilder text)
    {
        var isValid = Rune.DecodeFromUtf8(raw, out var rune, out var length) == System.Buffers.OperationStatus.Done;
        text.Append(rune.ToString());
        return isValid ? length : 1;
    }

    private static int Escape(ReadOnlySpan<byte> raw, StringBuilder text)
    {
        if (raw[1] == 'u')
        {
            text.Append((char)ushort.Parse(raw[2..6], NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture));
            return 6;
        }

        text.Append((char)raw[1] switch
        {
            'b' => '\b',
            'f' => '\f',
            'n' => '\n',
            'r' => '\r',
            't' => '\t',
            var itself => itself,
        });
        return 2;
    }
}
