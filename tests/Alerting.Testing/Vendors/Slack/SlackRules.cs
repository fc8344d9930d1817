using System.Text.Json;
using Alerting.Testing.Schemas;

namespace Alerting.Testing.Vendors.Slack;

/// <summary>
/// What Slack takes: the documented limits of messages and of Block Kit, and, where they are at hand, the schemas of
/// blocks and the arguments that Slack's own description of its methods lists.
/// </summary>
public static class SlackRules
{
    private const int MostAttachments = 100;
    private const int MostBlocks = 50;
    private const int MostText = 40_000;
    private const int MostTextOfChange = 4000;

    // Not documented; what people were refused at.
    private const int MostTextInBlocks = 13_000;

    private static readonly Lazy<JsonSchema?> Blocks = new(() =>
        SharedFile.TryFind("schemas/authored/slack_blockkit_subset.schema.json") is { } path
            ? JsonSchema.Load(path)
            : null);

    /// <summary>The word Slack would answer with, and what is wrong; null when it takes the message.</summary>
    public static (string Word, string Detail)? Fault(JsonElement message, bool isChange = false)
    {
        if (message.ValueKind != JsonValueKind.Object)
        {
            return ("invalid_payload", "no object");
        }

        var attachments = List(message, "attachments");
        JsonElement[][] all = [List(message, "blocks"), .. attachments.Select(one => List(one, "blocks"))];
        var hasBlocks = message.TryGetProperty("blocks", out _) || attachments.Any(one => one.TryGetProperty("blocks", out _));
        if (TextOf(message, "text").Length == 0 && attachments.Length == 0 && !hasBlocks)
        {
            return ("no_text", "neither text nor blocks nor attachments");
        }

        return TextOf(message, "text").Length > (isChange ? MostTextOfChange : MostText) ? ("msg_too_long", "text")
            : attachments.Length > MostAttachments ? ("too_many_attachments", "")
            : hasBlocks ? FaultOf(message, all)
            : null;
    }

    private static (string, string)? FaultOf(JsonElement message, JsonElement[][] all)
    {
        var blocks = all.SelectMany(list => list).ToArray();
        if (blocks.Length is 0 or > MostBlocks)
        {
            return ("invalid_blocks", $"{blocks.Length} blocks");
        }

        if (blocks.FirstOrDefault(block => !SlackBlockRules.IsValid(block)) is { ValueKind: JsonValueKind.Object } wrong)
        {
            return ("invalid_blocks", wrong.GetRawText());
        }

        if (blocks.Sum(SlackBlockRules.Units) is > MostTextInBlocks and var units)
        {
            return ("msg_blocks_too_long", $"{units} characters");
        }

        var problems = all.Where(list => list.Length > 0).SelectMany(list => Problems(message, list)).ToList();
        return problems.Count > 0 ? ("invalid_blocks", string.Join("; ", problems)) : null;
    }

    // The schema is of a message whose blocks stand at its top.
    private static IReadOnlyList<string> Problems(JsonElement message, JsonElement[] blocks)
    {
        using var buffer = new MemoryStream();
        using (var json = new Utf8JsonWriter(buffer))
        {
            json.WriteStartObject();
            foreach (var member in message.EnumerateObject().Where(member => member.Name is not ("blocks" or "attachments")))
            {
                member.WriteTo(json);
            }

            json.WriteStartArray("blocks");
            blocks.ToList().ForEach(block => block.WriteTo(json));
            json.WriteEndArray();
            json.WriteEndObject();
        }

        return Blocks.Value?.Problems(buffer.ToArray()) ?? [];
    }

    private static JsonElement[] List(JsonElement element, string name) =>
        element.TryGetProperty(name, out var list) && list.ValueKind == JsonValueKind.Array
            ? [.. list.EnumerateArray()]
            : [];

    internal static string TextOf(JsonElement element, string name) =>
        element.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String
            ? value.GetString()!
            : "";
}
