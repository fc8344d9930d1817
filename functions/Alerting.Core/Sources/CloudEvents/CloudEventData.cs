using Alerting.Core.Jobs.Events;
using Alerting.Core.Sources.Jobs;

namespace Alerting.Core.Sources.CloudEvents;

/// <summary>Data of an event as bytes of some type: JSON is read, a text is kept as log.</summary>
internal static class CloudEventData
{
    /// <summary>The report; null where there is none, which is told.</summary>
    public static JobEvent? Read(
        CloudEventAttributes attributes, string? type, ReadOnlyMemory<byte> bytes, string path, Rejections rejected)
    {
        if (bytes.IsEmpty || !IsJson(type))
        {
            var isText = type?.StartsWith("text/", StringComparison.OrdinalIgnoreCase) is true;
            return CloudEventReport.Read(
                attributes, null, isText ? LogTail.Of(bytes.Span) : null, path, rejected);
        }

        using var document = JsonBody.Open(bytes, "JSON", out var unreadable);
        if (document is null)
        {
            rejected.Add(path, unreadable!);
            return CloudEventReport.Read(attributes, null, LogTail.Of(bytes.Span), path, rejected);
        }

        return CloudEventReport.Read(attributes, document.RootElement, null, path, rejected);
    }

    // application/json, and types made of it such as application/problem+json; without a type it is JSON.
    private static bool IsJson(string? type)
    {
        var plain = type?.Split(';', 2)[0].Trim();
        return string.IsNullOrEmpty(plain) || plain.EndsWith("/json", StringComparison.OrdinalIgnoreCase)
            || plain.EndsWith("+json", StringComparison.OrdinalIgnoreCase);
    }
}
