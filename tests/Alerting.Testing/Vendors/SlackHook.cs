using System.Text.Json;
using Alerting.Testing.Vendors.Slack;

namespace Alerting.Testing.Vendors;

/// <summary>
/// Slack's incoming webhook: takes JSON with text, blocks or attachments, holds it to Block Kit's limits and answers with
/// a bare word.
/// </summary>
public static class SlackHook
{
    /// <summary>Listens once this returns.</summary>
    public static Task<VendorServer> Start() => VendorServer.Start(request =>
        Fault(request) is { } fault ? VendorAnswer.Status(400, fault) : VendorAnswer.Status(200, "ok"));

    /// <summary>The word Slack would answer with; null when it takes the message.</summary>
    public static string? Fault(VendorRequest request)
    {
        try
        {
            using var document = JsonDocument.Parse(request.Body);
            return SlackRules.Fault(document.RootElement)?.Word;
        }
        catch (JsonException)
        {
            return "invalid_payload";
        }
    }
}
