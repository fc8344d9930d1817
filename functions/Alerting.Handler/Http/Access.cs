using Alerting.Handler.ReceiveEvent;
using Alerting.Handler.Reports;

namespace Alerting.Handler.Http;

/// <summary>Who may use which door.</summary>
/// <param name="Token">Opens every door.</param>
/// <param name="IngestToken">May post alerts, runs and logs, nothing else.</param>
/// <param name="IsOpen">True where nothing need be presented: only this machine can reach the doors.</param>
internal sealed record Access(AccessToken? Token, AccessToken? IngestToken, bool IsOpen)
{
    // Each of them tells nothing but that something runs here. Doors with a signature of their own join them.
    private static readonly string[] Public = ["/", "/-/healthy", "/-/ready", "/api/-/healthy", "/api/-/ready"];

    private static readonly string[] Alerts = ["/api/alertmanager", "/api/v2/alerts"];

    /// <summary>Whether a request may pass.</summary>
    public bool Admits(HttpRequest request)
    {
        return IsOpen || Public.Contains(request.Path.Value, StringComparer.Ordinal) || IsHandshake(request)
            || Knows(request);
    }

    /// <summary>Whether a request presents a token that opens its door; where none is needed each does.</summary>
    public bool Knows(HttpRequest request)
    {
        string? presented = request.Headers.Authorization;
        return IsOpen || Token?.IsIn(presented) is true
            || (IngestToken?.IsIn(presented) is true && IsIngest(request));
    }

    // A sender asks whether it may; it is told nothing else, and a delivery is looked at like any request.
    private static bool IsHandshake(HttpRequest request) =>
        HttpMethods.IsOptions(request.Method) && request.Path == HandshakeDoor.Path;

    // By the shape of the whole path, as routing sees it: not by how it begins, which also what is read there does.
    private static bool IsIngest(HttpRequest request)
    {
        var isPost = HttpMethods.IsPost(request.Method);
        return ReportPath.Of(request.Path.Value ?? "").Kind switch
        {
            ReportDoorKind.Ping => isPost || HttpMethods.IsGet(request.Method) || HttpMethods.IsHead(request.Method),
            ReportDoorKind.Event => isPost || HttpMethods.IsOptions(request.Method),
            ReportDoorKind.Job or ReportDoorKind.Logs => isPost,
            ReportDoorKind.None => isPost && Alerts.Contains(request.Path.Value, StringComparer.Ordinal),
        };
    }
}
