using System.Buffers;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using Alerting.Core.Redaction;

namespace Alerting.Handler.Board;

/// <summary>
/// Answers of our own shape whose texts are somebody else's: names of jobs and labels are not rewritten where they are
/// kept, and masked here. Masked JSON is JSON.
/// </summary>
internal static class RedactedJson
{
    // Quotation marks as they are, for the redactor and for people.
    private static readonly JsonWriterOptions Options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>Answers with what is written.</summary>
    public static async Task Write(HttpContext context, Redactor redactor, Action<Utf8JsonWriter> write)
    {
        var buffer = new ArrayBufferWriter<byte>();
        await using (var json = new Utf8JsonWriter(buffer, Options))
        {
            write(json);
        }

        var masked = redactor.Annotation(Encoding.UTF8.GetString(buffer.WrittenSpan));
        context.Response.ContentType = "application/json; charset=utf-8";
        await context.Response.BodyWriter.WriteAsync(
            masked.Count == 0 ? buffer.WrittenMemory : Encoding.UTF8.GetBytes(masked.Text), context.RequestAborted);
    }
}
