using System.Text.Json;
using Alerting.Adapters.Channels;
using Alerting.Core.Sources;

namespace Alerting.Adapters.Logs;

/// <summary>Bodies of queries.</summary>
internal static class JsonBody
{
    /// <summary>An object with what is written.</summary>
    public static ReadOnlyMemory<byte> Of(Action<Utf8JsonWriter> members) => RelaxedJson.Of(json =>
    {
        json.WriteStartObject();
        members(json);
        json.WriteEndObject();
    });

    /// <summary>An instant: UTC, milliseconds.</summary>
    public static string Instant(DateTimeOffset at) =>
        Rfc3339.FormatMilliseconds(at.ToUniversalTime());
}
