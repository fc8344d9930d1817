using Alerting.Core.Alerts;
using Alerting.Core.Configuration.Reading.Http;
using Alerting.Core.Configuration.Reading.Schemas;

namespace Alerting.Core.Configuration.Reading.Global;

/// <summary><c>event_recorder</c>.</summary>
internal static class EventRecorderSchema
{
    private static readonly string[] Batching = ["batch_max_events", "batch_max_bytes", "batch_flush_interval"];

    private static readonly Kind FileOutput = Kind.Map(new(
        [.. Key.Of(Kind.Text, "path")],
        Rules.Need("path", "event_recorder file output requires a path")));

    private static readonly Kind WebhookOutput = Kind.Map(new(
        [
            .. Key.Of(Kind.SecretUrl, "url"),
            .. Key.Of(HttpSchema.Kind, "http_config"),
            .. Key.Of(Kind.Duration, "timeout", "retry_backoff", "batch_flush_interval"),
            .. Key.Of(Kind.Int, "workers", "max_retries", "batch_max_events", "batch_max_bytes"),
            .. Key.Of(Kind.Truth, "batch"),
        ],
        Rules.Need("url", "event_recorder webhook output requires a url"),
        Rules.Refuse("url", output => output.Text("url") == Urls.Placeholder,
            "event_recorder webhook output requires an absolute http(s) url"),
        Rules.Refuse("", output => Batching.Any(key => output.Value<Int128>(key) < 0),
            "event_recorder webhook batch settings cannot be negative"),
        Rules.Refuse("", output => !output.Truth("batch", false) && output.IsAnySet(Batching),
            "event_recorder webhook batch settings require batch: true")));

    private static readonly Kind KafkaOutput = Kind.Map(new(
        [
            .. Key.Of(Kind.Texts, "brokers"),
            .. Key.Of(Kind.Text, "topic", "client_id", "format", "acks", "compression"),
            .. Key.Of(Kind.Int, "buffer_size"),
            .. Key.Of(TlsSchema.Kind, "tls_config"),
        ],
        Rules.Need("brokers", "event_recorder kafka: at least one broker is required"),
        Rules.Refuse("brokers",
            output => (output.Value<IReadOnlyList<object?>>("brokers") ?? []).Any(broker => broker is null or ""),
            "event_recorder kafka: broker entries must be non-empty"),
        Rules.Among("acks", ["", "none", "leader", "all"],
            acks => $"event_recorder kafka: unknown acks {Quoted(acks)}, must be \"none\", \"leader\", or \"all\""),
        Rules.Among("compression", ["", "none", "gzip", "snappy", "lz4", "zstd"],
            compression => $"event_recorder kafka: unknown compression {Quoted(compression)}"),
        Rules.Need("topic", "event_recorder kafka output requires a topic"),
        Rules.Among("format", ["", "json", "protobuf"],
            format => $"event_recorder kafka: unknown format {Quoted(format)}, must be \"json\" or \"protobuf\"")));

    private static readonly Kind StdoutOutput = Kind.Map(new([]) { Type = "eventrecorder.StdoutOutputConfig" });

    public static Kind Kind { get; } = Kind.Map(
        new(
        [
            .. Key.Of(Kind.List("[]eventrecorder.FileOutputConfig", FileOutput), "file_outputs"),
            .. Key.Of(Kind.List("[]eventrecorder.WebhookOutputConfig", WebhookOutput), "webhook_outputs"),
            .. Key.Of(Kind.List("[]eventrecorder.KafkaOutputConfig", KafkaOutput), "kafka_outputs"),
            .. Key.Of(Kind.List("[]eventrecorder.StdoutOutputConfig", StdoutOutput), "stdout_outputs"),
        ])
        {
            Type = "eventrecorder.Config",
        });

    private static string Quoted(string text) => GoQuote.Append(new(), text).ToString();
}
