using Alerting.Core.Configuration.Reading.Http;
using Alerting.Core.Configuration.Reading.Schemas;

namespace Alerting.Core.Configuration.Reading.Global;

/// <summary><c>tracing</c>.</summary>
internal static class TracingSchema
{
    public static Kind Kind { get; } = Kind.Map(new(
        [
            .. Key.Of(Kind.Text, "client_type", "endpoint", "compression"),
            .. Key.Of(Kind.Float, "sampling_fraction"),
            .. Key.Of(Kind.Truth, "insecure"),
            .. Key.Of(TlsSchema.Kind, "tls_config"),
            .. Key.Of(HttpSchema.Headers, "headers"),
            .. Key.Of(Kind.Duration, "timeout"),
        ],
        Rules.Need("endpoint", "tracing endpoint must be set"),
        KnownClient,
        Rules.Among(
            "compression", ["", "gzip"],
            compression => $"invalid compression type {compression} provided, valid options: gzip")));

    private static void KnownClient(Section tracing)
    {
        if (tracing.Value<string>("client_type") is { } client)
        {
            Rules.Among(
                "client_type", ["http", "grpc"],
                _ => $"expected tracing client type to be to be http or grpc, but got {client}")(tracing);
        }
    }
}
