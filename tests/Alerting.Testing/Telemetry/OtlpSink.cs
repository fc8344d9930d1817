using System.Text;
using Alerting.Testing.Vendors;

namespace Alerting.Testing.Telemetry;

/// <summary>
/// A collector that takes OTLP as protobuf over HTTP. Field numbers are those of
/// https://github.com/open-telemetry/opentelemetry-proto.
/// </summary>
public sealed class OtlpSink : IAsyncDisposable
{
    private readonly VendorServer server;

    private OtlpSink(VendorServer server) => this.server = server;

    /// <summary>Scheme, host and port.</summary>
    public string Url => server.Url;

    /// <summary>What was received, oldest first.</summary>
    public IReadOnlyList<VendorRequest> Requests => server.Requests;

    public IReadOnlyList<OtlpSpan> Spans => [.. Of("/v1/traces", 1, 2, 2).Select(OtlpSpan.Read)];

    /// <summary>Names of metrics.</summary>
    public IReadOnlySet<string> Metrics => Of("/v1/metrics", 1, 2, 2)
        .SelectMany(metric => ProtobufField.Read(metric).Where(part => part.Number == 1).Select(part => part.Text))
        .ToHashSet(StringComparer.Ordinal);

    /// <summary>Bodies of log records.</summary>
    public IReadOnlyList<string> Logs =>
        [.. Of("/v1/logs", 1, 2, 2).SelectMany(record => ProtobufField.Messages(record, 5)).Select(OtlpSpan.Value)];

    /// <summary>Attributes of what told of itself, one of each request.</summary>
    public IReadOnlyList<IReadOnlyDictionary<string, string>> Resources => [.. Requests.Select(request =>
        OtlpSpan.Pairs(ProtobufField.Messages(request.Body, 1, 1).Take(1)
            .SelectMany(resource => ProtobufField.Messages(resource, 1))))];

    /// <summary>Listens once this returns; answers 200, or as told.</summary>
    public static async Task<OtlpSink> Start(VendorAnswer? answer = null) =>
        new(await VendorServer.Start(_ => answer ?? VendorAnswer.Status(200)));

    /// <summary>Whether the text is anywhere in what was received: text is as it is in protobuf.</summary>
    public bool Holds(string text)
    {
        var bytes = Encoding.UTF8.GetBytes(text);
        return Requests.Any(request => request.Body.Span.IndexOf(bytes) >= 0);
    }

    public ValueTask DisposeAsync() => server.DisposeAsync();

    private IEnumerable<ReadOnlyMemory<byte>> Of(string path, params int[] fields) => Requests
        .Where(request => request.Path == path)
        .SelectMany(request => ProtobufField.Messages(request.Body, fields));
}
