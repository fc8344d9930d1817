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
    /// <summary>UTF-8 JSON of the properties, with the keys of the row and the mark of the commit if there is
    /// one.</summary>
    public static ReadOnlyMemory<byte> Write(string partition, RowWrite write, string? mark)
    {
        var buffer = new ArrayBufferWriter<byte>(1024);
        using (var json = new Utf8JsonWriter(buffer, new() { SkipValidation = true }))
        {
            json.WriteStartObject();
            WriteText(json, "PartitionKey", partition);
            WriteText(json, "RowKey", write.Key);
            foreach (var (name, value) in write.Properties!)
            {
                Write(json, name, value);
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
            case string text:
                WriteText(json, name, text);
                break;
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
        if (double.IsFinite(number))
        {
            json.WriteNumber(name, number);
        }
        else
        {
            json.WriteString(name, double.IsNaN(number) ? "NaN" : number > 0 ? "Infinity" : "-Infinity");
        }
    }

    private static void Annotate(Utf8JsonWriter json, string name, string type) =>
        json.WriteString(name + "@odata.type", type);

    // With only the characters escaped that must be, as RowLimits counts them: every encoder of .NET escapes more.
    private static void WriteText(Utf8JsonWriter json, string name, string text)
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

    private static readonly SearchValues<char> MustEscape =
        SearchValues.Create([.. Enumerable.Range(0, ' ').Select(code => (char)code), '"', '\\']);

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
