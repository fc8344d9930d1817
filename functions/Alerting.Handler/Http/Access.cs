namespace Alerting.Handler.Http;

/// <summary>Who may use which door.</summary>
/// <param name="Token">Opens every door.</param>
/// <param name="IngestToken">May post alerts, runs and logs, nothing else.</param>
/// <param name="IsOpen">True where nothing need be presented: only this machine can reach the doors.</param>
internal sealed record Access(AccessToken? Token, AccessToken? IngestToken, bool IsOpen)
{
    // Each of them tells nothing but that something runs here. Doors with a signature of their own join them.
    private static readonly string[] Public = ["/", "/-/healthy", "/-/ready", "/api/-/healthy", "/api/-/ready"];

    private static readonly string[] Ingest = ["/api/alertmanager", "/api/v2/alerts"];

    /// <summary>Whether a request may pass.</summary>
    public bool Admits(HttpRequest request)
    {
        if (IsOpen || Public.Contains(request.Path.Value, StringComparer.Ordinal))
        {
            return true;
        }

        string? presented = request.Headers.Authorization;
        return Token?.IsIn(presented) is true
            || (IngestToken?.IsIn(presented) is true && HttpMethods.IsPost(request.Method)
                && Ingest.Contains(request.Path.Value, StringComparer.Ordinal));
    }
}
