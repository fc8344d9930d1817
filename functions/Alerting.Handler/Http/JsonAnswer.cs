using System.Buffers;
using System.Text.Json;

namespace Alerting.Handler.Http;

/// <summary>Answers of our own shape.</summary>
internal static class JsonAnswer
{
    /// <summary>Answers with what is written.</summary>
    public static async Task Write(HttpContext context, Action<Utf8JsonWriter> write)
    {
        var buffer = new ArrayBufferWriter<byte>();
        await using (var json = new Utf8JsonWriter(buffer))
        {
            write(json);
        }

        context.Response.ContentType = "application/json; charset=utf-8";
        await context.Response.BodyWriter.WriteAsync(buffer.WrittenMemory, context.RequestAborted);
    }
}
