using System.Text.Json;
using Alerting.Core.Jobs.Events;

namespace Alerting.Core.Sources.CloudEvents;

/// <summary>CloudEvents 1.0 as JSON: one event, or a batch of them.</summary>
/// <remarks>github.com/cloudevents/spec: spec.md and formats/json-format.md of version 1.0.2.</remarks>
public static class CloudEventsWebhook
{
    private const string Expected = "a JSON object, a CloudEvent of version 1.0";

    /// <summary>
    /// The reports: what a type says by its last words (started, progress, succeeded, failed, cancelled), else a
    /// status. Of a batch, an event that cannot be used is rejected by itself, and what is beyond 10,000. Never throws.
    /// </summary>
    /// <param name="body">UTF-8 JSON: an object, or an array of objects.</param>
    public static EventsRead Read(ReadOnlyMemory<byte> body)
    {
        using var document = JsonBody.Open(body, Expected, out var unreadable);
        if (document is null)
        {
            return EventsRead.None(unreadable!);
        }

        var rejected = new Rejections();
        var events = Elements.Read(
            document.RootElement, "$", rejected, (path, element) => Event(path, element, rejected));
        return EventsRead.Of(events.Select(one => one.Read), rejected);
    }

    private static JobEvent? Event(string path, JsonElement json, Rejections rejected)
    {
        if (json.ValueKind != JsonValueKind.Object)
        {
            rejected.Add(path, Expected, json);
            return null;
        }

        var attributes = new CloudEventAttributes(path, name => Attribute(json, name), rejected);
        if (!attributes.AreValid())
        {
            return null;
        }

        if (json.Member("data_base64") is not { } encoded)
        {
            return CloudEventReport.Read(attributes, json.Member("data"), null, path + ".data", rejected);
        }

        if (json.Member("data") is not null)
        {
            rejected.Add(path + ".data_base64", "expected data or data_base64, not both");
            return null;
        }

        return Encoded(attributes, encoded, path + ".data_base64", rejected);
    }

    private static CloudEventAttribute Attribute(JsonElement json, string name) => json.Member(name) is not { } value
        ? default
        : value.ValueKind == JsonValueKind.String
            ? CloudEventAttribute.Of(JsonText.Of(value))
            : new(null, Rejections.Shown(value));

    private static JobEvent? Encoded(
        CloudEventAttributes attributes, JsonElement encoded, string path, Rejections rejected)
    {
        if (encoded.ValueKind != JsonValueKind.String || !encoded.TryGetBytesFromBase64(out var bytes))
        {
            rejected.Add(path, "base64", encoded);
            return CloudEventReport.Read(attributes, null, null, path, rejected);
        }

        return CloudEventData.Read(attributes, attributes.Optional("datacontenttype"), bytes, path, rejected);
    }
}
