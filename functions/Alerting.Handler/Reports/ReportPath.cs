using Microsoft.AspNetCore.Http.Features;

namespace Alerting.Handler.Reports;

/// <summary>Which door of reports a path leads to.</summary>
internal enum ReportDoorKind
{
    /// <summary>To none of them.</summary>
    None,

    /// <summary><c>/api/jobs/{job}/runs/{run}/{verb}</c>.</summary>
    Job,

    /// <summary><c>/api/ping/{job}</c> and <c>/api/ping/{job}/{word}</c>.</summary>
    Ping,

    /// <summary><c>/api/events/{name}</c>.</summary>
    Event,

    /// <summary><c>/api/logs</c>.</summary>
    Logs,
}

/// <summary>
/// A path to a door of reports, in its segments. Each is decoded once and by itself, so that a name may hold a slash.
/// </summary>
internal sealed class ReportPath
{
    private readonly string[] segments;

    private ReportPath(string[] segments) => this.segments = segments;

    /// <summary>Where it leads.</summary>
    public ReportDoorKind Kind => segments switch
    {
        [var api, var jobs, _, var runs, _, _] when Is(api, "api") && Is(jobs, "jobs") && Is(runs, "runs") =>
            ReportDoorKind.Job,
        [var api, var ping, _, .. { Length: <= 1 }] when Is(api, "api") && Is(ping, "ping") => ReportDoorKind.Ping,
        [var api, var events, _] when Is(api, "api") && Is(events, "events") => ReportDoorKind.Event,
        [var api, var logs] when Is(api, "api") && Is(logs, "logs") => ReportDoorKind.Logs,
        _ => ReportDoorKind.None,
    };

    /// <summary>A segment, decoded; null where there is none. The first is <c>api</c>.</summary>
    public string? this[int index] => index < segments.Length ? Uri.UnescapeDataString(segments[index]) : null;

    /// <summary>The path in its segments.</summary>
    /// <param name="path">Begins with a slash; percent-encoded.</param>
    public static ReportPath Of(string path) => new(path.TrimStart('/').TrimEnd('/').Split('/'));

    /// <summary>
    /// The path of a request as it came, from <c>/api</c> on: the server decodes the path it gives, but for slashes.
    /// </summary>
    public static string AsSent(HttpRequest request)
    {
        var decoded = request.Path.ToUriComponent();
        var sent = request.HttpContext.Features.Get<IHttpRequestFeature>()?.RawTarget.Split('?', 2)[0] ?? "";
        var below = request.PathBase.HasValue ? request.PathBase.ToUriComponent() : "";
        var rest = sent.StartsWith(below + "/", StringComparison.Ordinal) ? sent[below.Length..] : decoded;

        // One with dots in it, or a whole URL, was put right on the way here.
        return Of(rest).segments.Length == Of(decoded).segments.Length ? rest : decoded;
    }

    private static bool Is(string segment, string word) => segment.Equals(word, StringComparison.OrdinalIgnoreCase);
}
