using System.Buffers;
using System.Globalization;
using System.Text;
using System.Text.Json;
using Alerting.Core.Ports;

namespace Alerting.Adapters.Tables.Azure;

/// <summary>Writes rows as the table service reads them: each value with the type that JSON does not show.</summary>
/// <seealso href="https://learn.microsoft.com/rest/api/storageservices/payload-format-for-table-service-operations"/>
internal static class TableJson
{
    private static readonly SearchValues<char> MustEscape =
        SearchValues.Create([.. Enumerable.Range(0, ' ').Select(code => (char)code), '"', '\\']);

    /// <summary>
    /// JSON of the properties, with the keys of the row and the mark of the commit if there is one. In a transaction it
    /// is UTF-8 with only the characters escaped that must be, as <see cref="RowLimits"/> counts them. Alone it is
    /// ASCII: Azurite decodes such a body piece by piece as it comes and tears the characters at the seams.
    /// </summary>
    public static ReadOnlyMemory<byte> Write(string partition, RowWrite write, string? mark, bool isAlone)
    {
        Action<Utf8JsonWriter, string, string> text = isAlone ? WriteAscii : WriteUtf8;
        var buffer = new ArrayBufferWriter<byte>(1024);
        using (var json = new Utf8JsonWriter(buffer, new() { SkipValidation = true }))
        {
            json.WriteStartObject();
            text(json, "PartitionKey", partition);
            text(json, "RowKey", write.Key);
            foreach (var (name, value) in write.Properties!)
            {
                if (value is string written)
                {
                    text(json, name, written);
                }
                else
                {
                    Write(json, name, value);
                }
            }

            if (mark is not null)
            {
                json.WriteString(CommitMark.Name, mark);
            }

            json.WriteEndObject();
        }

        return buffer.WrittenMemory;
    }

    private static void Write(Utf8JsonWriter json, string name, object value)
    {
        switch (value)
        {
            case int number:
                json.WriteNumber(name, number);
                break;
            case bool truth:
                json.WriteBoolean(name, truth);
                break;
            case double number:
                WriteDouble(json, name, number);
                break;
            case byte[] bytes:
                Annotate(json, name, "Edm.Binary");
                json.WriteBase64String(name, bytes);
                break;
            default:
                var (type, written) = Annotated(value);
                Annotate(json, name, type);
                json.WriteString(name, written);
                break;
        }
    }

    private static (string Type, string Text) Annotated(object value) => value switch
    {
        long number => ("Edm.Int64", number.ToString(CultureInfo.InvariantCulture)),
        Guid guid => ("Edm.Guid", guid.ToString("D")),
        DateTimeOffset instant => ("Edm.DateTime", Instant(instant)),
        _ => throw new ArgumentException($"type {value.GetType().Name} cannot be stored"),
    };

    private static string Instant(DateTimeOffset instant) =>
        instant.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fffffff'Z'", CultureInfo.InvariantCulture);

    private static void WriteDouble(Utf8JsonWriter json, string name, double number)
    {
        Annotate(json, name, "Edm.Double");
        switch (number)
        {
            case double.NaN:
                json.WriteString(name, "NaN");
                break;
            case double.PositiveInfinity:
                json.WriteString(name, "Infinity");
                break;
            case double.NegativeInfinity:
                json.WriteString(name, "-Infinity");
                break;
            default:
                json.WriteNumber(name, number);
                break;
        }
    }

    private static void Annotate(Utf8JsonWriter json, string name, string type) =>
        json.WriteString(name + "@odata.type", type);

    private static void WriteAscii(Utf8JsonWriter json, string name, string text) => json.WriteString(name, text);

    // By hand: every encoder of .NET escapes more than must be.
    private static void WriteUtf8(Utf8JsonWriter json, string name, string text)
    {
        var written = new ArrayBufferWriter<byte>(text.Length + 16);
        written.Write("\""u8);
        var rest = text.AsSpan();
        while (rest.IndexOfAny(MustEscape) is var at and >= 0)
        {
            Encoding.UTF8.GetBytes(rest[..at], written);
            Encoding.UTF8.GetBytes(Escape(rest[at]), written);
            rest = rest[(at + 1)..];
        }

        Encoding.UTF8.GetBytes(rest, written);
        written.Write("\""u8);
        json.WritePropertyName(name);
        json.WriteRawValue(written.WrittenSpan, skipInputValidation: true);
    }

    private static string Escape(char letter) => letter switch
    {
        '"' => "\\\"",
        '\\' => @"\\",
        '\b' => @"\b",
        '\f' => @"\f",
        '\n' => @"\n",
        '\r' => @"\r",
        '\t' => @"\t",
        _ => $"\\u{(int)letter:X4}",
    };
}
