using System.Buffers;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace Alerting.Adapters.Channels;

/// <summary>JSON for a vendor: not for HTML, so only what JSON itself wants is escaped.</summary>
internal static class RelaxedJson
{
    private static readonly JsonWriterOptions Options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>What one value is written as.</summary>
    public static ReadOnlyMemory<byte> Of(Action<Utf8JsonWriter> write)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(buffer, Options))
        {
            write(json);
        }

        return buffer.WrittenMemory;
    }

    /// <summary>A member of text, unless it is empty.</summary>
    public static void Unless(Utf8JsonWriter json, string name, string value)
    {
        if (value.Length > 0)
        {
            json.WriteString(name, value);
        }
    }
}
