using System.Text.Json;

namespace Alerting.Testing.Vendors.Slack;

/// <summary>Block Kit's limits of those blocks that we send.</summary>
internal static class SlackBlockRules
{
    private const int HeaderLength = 150;
    private const int SectionLength = 3000;
    private const int FieldLength = 2000;
    private const int MostParts = 10;

    public static bool IsValid(JsonElement block) => SlackRules.TextOf(block, "type") switch
    {
        "header" => IsText(block, "text", HeaderLength, "plain_text"),
        "section" => IsSection(block),
        "context" => AreTexts(block, "elements"),
        "rich_text" => block.GetProperty("elements").EnumerateArray().All(part =>
            SlackRules.TextOf(part, "type") == "rich_text_preformatted"
            && part.GetProperty("elements").EnumerateArray().All(text =>
                SlackRules.TextOf(text, "type") == "text" && SlackRules.TextOf(text, "text").Length > 0)),
        _ => false,
    };

    /// <summary>Characters of all its texts.</summary>
    public static int Units(JsonElement element) => element.ValueKind switch
    {
        JsonValueKind.Object => element.EnumerateObject().Sum(member =>
            member.Name == "text" && member.Value.ValueKind == JsonValueKind.String
                ? member.Value.GetString()!.Length
                : Units(member.Value)),
        JsonValueKind.Array => element.EnumerateArray().Sum(Units),
        _ => 0,
    };

    private static bool IsSection(JsonElement block)
    {
        var hasText = block.TryGetProperty("text", out _);
        var hasFields = block.TryGetProperty("fields", out _);
        return (hasText || hasFields)
            && (!hasText || IsText(block, "text", SectionLength, "mrkdwn"))
            && (!hasFields || AreTexts(block, "fields"));
    }

    private static bool AreTexts(JsonElement block, string name) =>
        block.GetProperty(name).GetArrayLength() is > 0 and <= MostParts
        && block.GetProperty(name).EnumerateArray().All(part => IsText(part, FieldLength, "mrkdwn"));

    private static bool IsText(JsonElement block, string name, int most, string kind) =>
        block.TryGetProperty(name, out var text) && IsText(text, most, kind);

    private static bool IsText(JsonElement text, int most, string kind) =>
        SlackRules.TextOf(text, "type") == kind
        && SlackRules.TextOf(text, "text").Length is var length && length > 0 && length <= most;
}
