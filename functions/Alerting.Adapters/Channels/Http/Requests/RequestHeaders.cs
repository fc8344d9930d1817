using System.Reflection;

namespace Alerting.Adapters.Channels.Http.Requests;

/// <summary>The headers of a request, besides those of its body. Never to be printed.</summary>
internal static class RequestHeaders
{
    private static readonly string UserAgent =
        "Alerting/" + typeof(Outbound).Assembly.GetCustomAttribute<AssemblyFileVersionAttribute>()?.Version;

    // What tells of a notice and of nobody's rights. Standard Webhooks sign without telling the secret.
    private static readonly string[] Open = ["Accept", "Alerting-", "traceparent", "webhook-"];

    /// <summary>Name and value, in their order. Where a redirect led elsewhere, only what is no secret.</summary>
    /// <param name="post">The call.</param>
    /// <param name="hop">Which of its requests.</param>
    /// <param name="token">Value of <c>Authorization</c>, which wins; null for none.</param>
    public static IEnumerable<KeyValuePair<string, string>> Of(OutboundPost post, Hop hop, string? token)
    {
        yield return new("User-Agent", UserAgent);
        if ((token ?? post.Url.Authorization) is { } authorization && !hop.IsForeign)
        {
            yield return new("Authorization", authorization);
        }

        foreach (var header in post.Headers.Where(header => !hop.IsForeign || IsOpen(header.Key)))
        {
            yield return header;
        }

        foreach (var header in hop.IsForeign ? [] : post.Url.Headers)
        {
            yield return header;
        }
    }

    private static bool IsOpen(string name) =>
        Open.Any(start => name.StartsWith(start, StringComparison.OrdinalIgnoreCase));
}
