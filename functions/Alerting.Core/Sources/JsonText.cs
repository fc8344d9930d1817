using System.Globalization;
using System.Runtime.InteropServices;
using System.Text;
using System.Text.Json;

namespace Alerting.Core.Sources;

/// <summary>
/// Text of JSON as Go's <c>encoding/json</c> reads it: each byte that is not UTF-8 and each half of a surrogate pair
/// becomes U+FFFD. Never throws for what a text holds.
/// </summary>
internal static class JsonText
{
    /// <summary>The text of a string element.</summary>
    public static string Of(JsonElement element)
    {
        try
        {
            return element.GetString() ?? "";
        }
        catch (InvalidOperationException)
        {
            return Repaired(JsonMarshal.GetRawUtf8Value(element)[1..^1]);
        }
    }

    /// <summary>The name of a member.</summary>
    public static string NameOf(JsonProperty member)
    {
        try
        {
            return member.Name;
        }
        catch (InvalidOperationException)
        {
            return Repaired(JsonMarshal.GetRawUtf8PropertyName(member));
        }
    }

    /// <summary>Any value as the JSON it is.</summary>
    public static string Raw(JsonElement value) => Encoding.UTF8.GetString(JsonMarshal.GetRawUtf8Value(value));

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
