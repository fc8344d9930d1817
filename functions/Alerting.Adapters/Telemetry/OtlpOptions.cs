namespace Alerting.Adapters.Telemetry;

/// <summary>Where traces, metrics and logs go, and as whose.</summary>
public sealed record OtlpOptions
{
    /// <summary>
    /// The collector, http or https. Over HTTP <c>/v1/traces</c>, <c>/v1/metrics</c> and <c>/v1/logs</c> are appended.
    /// https://opentelemetry.io/docs/specs/otel/protocol/exporter/#endpoint-urls-for-otlphttp
    /// </summary>
    public required Uri Endpoint { get; init; }

    /// <summary><c>name=value</c>, separated by commas, values percent-encoded; null: none. A secret.</summary>
    public string? Headers { get; init; }

    /// <summary>Over gRPC; otherwise protobuf over HTTP.</summary>
    public bool IsGrpc { get; init; }

    /// <summary>Resource attribute <c>service.name</c>.</summary>
    public string ServiceName { get; init; } = "alerting";

    /// <summary>Resource attribute <c>service.version</c>.</summary>
    public required string ServiceVersion { get; init; }
}
