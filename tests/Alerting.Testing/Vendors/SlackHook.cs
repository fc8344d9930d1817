using System.Text.Json;

namespace Alerting.Testing.Vendors;

/// <summary>
/// Slack's incoming webhook: takes JSON with text or blocks, holds it to Block Kit's limits and answers with a bare
/// word.
/// </summary>
public static class SlackHook
{
    private const int MostBlocks = 50;
    private const int HeaderLength = 150;
    private const int SectionLength = 3000;
    private const int FieldLength = 2000;
    private const int TextLength = 40_000;

    /// <summary>Listens once this returns.</summary>
    public static Task<VendorServer> Start() => VendorServer.Start(request =>
        Fault(request) is { } fault ? VendorAnswer.Status(400, fault) : VendorAnswer.Status(200, "ok"));

    /// <summary>The word Slack would answer with; null when it takes the message.</summary>
    public static string? Fault(VendorRequest request)
    {
        try
        {
            using var document = JsonDocument.Parse(request.Body);
            return Fault(document.RootElement);
        }
        catch (JsonException)
        {
            return "invalid_payload";
        }
    }

    private static string? Fault(JsonElement message)
    {
        var text = TextOf(message, "text");
        if (!message.TryGetProperty("blocks", out var blocks))
        {
            return string.IsNullOrWhiteSpace(text) ? "no_text" : text.Length > TextLength ? "msg_too_long" : null;
        }

        var fits = blocks.ValueKind == JsonValueKind.Array && blocks.GetArrayLength() is > 0 and <= MostBlocks
            && blocks.EnumerateArray().All(IsValid);
        return fits ? null : "invalid_blocks";
    }

    private static bool IsValid(JsonElement block) => TextOf(block, "type") switch
    {
        "header" => IsText(block, HeaderLength, "plain_text"),
        "section" => IsText(block, SectionLength, "mrkdwn"),
        "context" => block.GetProperty("elements").EnumerateArray().All(element =>
            TextOf(element, "type") == "mrkdwn" && TextOf(element, "text").Length is > 0 and <= FieldLength)
            && block.GetProperty("elements").GetArrayLength() is > 0 and <= 10,
        _ => false,
    };

    private static bool IsText(JsonElement block, int most, string kind) => block.TryGetProperty("text", out var text)
        && TextOf(text, "type") == kind
        && TextOf(text, "text").Length is var length && length > 0 && length <= most;

    private static string TextOf(JsonElement element, string name) =>
        element.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String
            ? value.GetString()!
            : "";
}
