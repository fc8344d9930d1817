namespace Alerting.Handler.Api;

/// <summary>Reads parameters of a query as go-openapi does.</summary>
internal static class ApiQuery
{
    private static readonly string[] True =
        ["true", "1", "yes", "ok", "y", "on", "selected", "checked", "t", "enabled"];

    /// <summary>A truth: of several values the last counts; one that is no word for true is false.</summary>
    /// <param name="query">Of the request.</param>
    /// <param name="name">Of the parameter.</param>
    /// <param name="whenMissing">What it is where there is none, or an empty one.</param>
    public static bool Flag(IQueryCollection query, string name, bool whenMissing) =>
        query[name] is [.., { Length: > 0 } last] ? True.Contains(last, StringComparer.OrdinalIgnoreCase) : whenMissing;
}
