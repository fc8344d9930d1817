using System.Diagnostics;
using System.Globalization;
using System.Text;
using System.Text.Json;
using Azure.Core;

namespace Alerting.Adapters.Queues.ServiceBus;

/// <summary>
/// One message as the REST protocol has it: the body as it is, what the broker reads in one JSON header, and each
/// custom property a header of its own, text in double quotes.
/// https://learn.microsoft.com/rest/api/servicebus/message-headers-and-properties
/// </summary>
internal static class ServiceBusMessage
{
    /// <summary>Turns a request into the sending of this message.</summary>
    /// <param name="request">A new one.</param>
    /// <param name="id">Of the message.</param>
    /// <param name="body">Any text.</param>
    /// <param name="at">When it may be received; null for at once.</param>
    public static void Write(Request request, string id, string body, DateTimeOffset? at)
    {
        var trace = Trace();
        request.Method = RequestMethod.Post;
        request.Content = RequestContent.Create(Encoding.UTF8.GetBytes(body));
        request.Headers.SetValue("Content-Type", "text/plain; charset=utf-8");
        request.Headers.SetValue("BrokerProperties", Properties(id, trace?.TraceId.ToHexString(), at));
        if (trace is not null)
        {
            // The Functions host continues the trace of the first, OpenTelemetry's conventions name the second.
            request.Headers.SetValue("Diagnostic-Id", $"\"{trace.Id}\"");
            request.Headers.SetValue("traceparent", $"\"{trace.Id}\"");
        }
    }

    private static Activity? Trace() => Activity.Current is { IdFormat: ActivityIdFormat.W3C } current ? current : null;

    // A header is ASCII: the writer escapes all else as \uXXXX.
    private static string Properties(string id, string? correlation, DateTimeOffset? at)
    {
        using var json = new MemoryStream();
        using (var writer = new Utf8JsonWriter(json))
        {
            writer.WriteStartObject();
            writer.WriteString("MessageId", id);
            if (correlation is not null)
            {
                writer.WriteString("CorrelationId", correlation);
            }

            if (at is { } instant)
            {
                writer.WriteString(
                    "ScheduledEnqueueTimeUtc", WholeSecond(instant).ToString("r", CultureInfo.InvariantCulture));
            }

            writer.WriteEndObject();
        }

        return Encoding.ASCII.GetString(json.GetBuffer(), 0, (int)json.Length);
    }

    // Upwards: what comes before its time finds nothing due.
    private static DateTimeOffset WholeSecond(DateTimeOffset instant)
    {
        var beyond = instant.UtcTicks % TimeSpan.TicksPerSecond;
        return beyond == 0 || DateTimeOffset.MaxValue - instant < TimeSpan.FromSeconds(1)
            ? instant
            : instant.AddTicks(TimeSpan.TicksPerSecond - beyond);
    }
}
