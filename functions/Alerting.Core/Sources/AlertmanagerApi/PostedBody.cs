using System.Text.Json;

namespace Alerting.Core.Sources.AlertmanagerApi;

/// <summary>The first JSON value of a body, whatever follows it.</summary>
internal static class PostedBody
{
    private static readonly JsonDocumentOptions Options = new() { MaxDepth = GoJsonScan.MostLevels };

    /// <summary>Why there is none; null where there is, for the caller to dispose of.</summary>
    /// <param name="body">UTF-8 JSON.</param>
    /// <param name="what">How the API calls the body.</param>
    /// <param name="document">The value.</param>
    public static ApiFault? Open(ReadOnlyMemory<byte> body, string what, out JsonDocument? document)
    {
        var scan = new GoJsonScan(body.Span);
        document = scan.IsEmpty || scan.Fault is not null ? null : JsonDocument.Parse(body[..scan.Length], Options);
        return scan.IsEmpty ? ApiFault.Missing(what)
            : scan.Fault is { } fault ? ApiFault.Unreadable(what, fault)
            : null;
    }
}
