using System.Text.Json;
using Alerting.Testing.Schemas;

namespace Alerting.Testing.Vendors.Slack;

/// <summary>What Slack's own description of its methods lists, where it is at hand.</summary>
internal static class SlackMethods
{
    private const string File = "schemas/slack_web_openapi_v2_without_examples.json";

    private static readonly Lazy<Dictionary<(string Method, string Argument), string>> Types = new(Read);

    /// <summary>Arguments of a call that the method does not list, or that are of another type.</summary>
    public static IEnumerable<string> Strange(string method, JsonElement message) =>
        Types.Value.Count == 0
            ? []
            : message.EnumerateObject().Where(member => !IsListed(method, member))
                .Select(member => $"{method} has no {member.Name} of that kind");

    /// <summary>What of an answer of ours is not as the method answers.</summary>
    public static IReadOnlyList<string> Strange(string method, bool isTaken, ReadOnlyMemory<byte> answer) =>
        SharedFile.TryFind(File) is { } path
            ? JsonSchema.Load(path, $"/paths/~1{method}/post/responses/{(isTaken ? "200" : "default")}/schema")
                .Problems(answer)
            : [];

    // The description is of forms, in which a list is text; link_names is a truth value in one method and text in the
    // other.
    private static bool IsListed(string method, JsonProperty member) =>
        Types.Value.TryGetValue((method, member.Name), out var type)
        && (member.Name is "blocks" or "attachments" or "link_names" || member.Value.ValueKind switch
        {
            JsonValueKind.String => type == "string",
            JsonValueKind.True or JsonValueKind.False => type == "boolean",
            _ => false,
        });

    private static Dictionary<(string, string), string> Read()
    {
        Dictionary<(string, string), string> types = [];
        if (SharedFile.TryFind(File) is not { } path)
        {
            return types;
        }

        using var document = JsonDocument.Parse(System.IO.File.ReadAllBytes(path));
        foreach (var method in (string[])["chat.postMessage", "chat.update"])
        {
            var post = document.RootElement.GetProperty("paths").GetProperty("/" + method).GetProperty("post");
            foreach (var parameter in post.GetProperty("parameters").EnumerateArray())
            {
                types[(method, parameter.GetProperty("name").GetString()!)] = parameter.GetProperty("type").GetString()!;
            }
        }

        return types;
    }
}
