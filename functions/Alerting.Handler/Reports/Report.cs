using System.Collections.Immutable;
using Alerting.Core.Desks.Intake;
using Alerting.Core.Sources.CloudEvents;

namespace Alerting.Handler.Reports;

/// <summary>A request to a door of reports, as far as it is needed to read it, now or later.</summary>
/// <param name="Path">As it was sent, from <c>/api</c> on, percent-encoded.</param>
/// <param name="Rid">The query parameter <c>rid</c>; null where there is none.</param>
/// <param name="ContentType">Null where it was not said.</param>
/// <param name="Attributes">The headers of a CloudEvent, without <c>ce-</c>, in lower case.</param>
/// <param name="Body">The body.</param>
internal sealed record Report(
    string Path,
    string? Rid,
    string? ContentType,
    ImmutableSortedDictionary<string, string> Attributes,
    ReadOnlyMemory<byte> Body)
{
    // Of headers only these are looked at, and kept.
    private static readonly string[] Known =
    [
        "specversion", "id", "source", "type", "subject", "time", "datacontenttype", "dataschema", "partitionkey",
    ];

    /// <summary>Why the body is not here; null where it is.</summary>
    public string? Missing { get; init; }

    /// <summary>Where it leads.</summary>
    public ReportPath Place { get; } = ReportPath.Of(Path);

    /// <summary>A request, without its body.</summary>
    public static Report Of(HttpRequest request) => new(
        ReportPath.AsSent(request),
        request.Query["rid"] is [{ Length: > 0 } rid, ..] ? rid : null,
        request.ContentType,
        Known.Select(name => (name, Value: request.Headers[CloudEventsBinary.Prefix + name].ToString()))
            .Where(header => header.Value.Length > 0)
            .ToImmutableSortedDictionary(header => header.name, header => header.Value, StringComparer.Ordinal),
        default);

    /// <summary>One that was kept.</summary>
    public static Report Of(RejectedBody kept) =>
        new(kept.Path, kept.Rid, kept.ContentType, kept.Attributes, kept.Body);

    /// <summary>It as it is kept.</summary>
    public RejectedBody Rejected(string why) => new()
    {
        Path = Path,
        Rid = Rid,
        ContentType = ContentType,
        Attributes = Attributes,
        Why = why,
        Length = Body.Length,
        Body = Body[..Math.Min(Body.Length, RejectedBody.MostBytes)],
    };
}
