using System.Text.Json;
using Alerting.Adapters.Channels.Http;
using Alerting.Core.Ports;

namespace Alerting.Adapters.Channels.Slack;

/// <summary>
/// What an answer of Slack's means. A hook answers with the word <c>ok</c> or another bare word; the Web API with JSON
/// and HTTP 200 even for errors. Sources: Slack's changelog of 2016-05-17 (hooks), the references of
/// <c>chat.postMessage</c> and <c>chat.update</c> (errors), its pages on rate limits.
/// </summary>
/// <param name="Receipt">What came of the call.</param>
/// <param name="IsMalformed">Whether it was refused for its form: the same as text alone may still get through.</param>
internal sealed record SlackAnswer(Receipt Receipt, bool IsMalformed)
{
    private static readonly HashSet<string> Malformed =
    [
        "attachment_payload_limit_exceeded", "block_mismatch", "invalid_attachments", "invalid_blocks",
        "invalid_blocks_format", "invalid_metadata_format", "invalid_payload", "markdown_text_conflict",
        "metadata_too_large", "msg_blocks_too_long", "msg_too_long", "no_text", "too_many_attachments",
    ];

    // Nothing was done, and another time it may be.
    private static readonly HashSet<string> ForNow =
    [
        "external_channel_migrating", "message_limit_exceeded", "org_login_required", "rate_limited", "ratelimited",
        "request_timeout", "rollup_error", "service_unavailable", "team_added_to_org", "update_failed",
    ];

    // Slack's words for them: some of it may have succeeded before the error.
    private static readonly HashSet<string> Unclear = ["fatal_error", "internal_error"];

    /// <summary>What came of a call.</summary>
    public static SlackAnswer Of(Exchange exchange, SecretUrl url) => exchange switch
    {
        Exchange.Answered answer => Of(answer, url),
        Exchange.Failed failed => new(failed.Receipt, false),
        var other => throw new InvalidOperationException($"No such exchange: {other.GetType().Name}"),
    };

    private static SlackAnswer Of(Exchange.Answered answer, SecretUrl url)
    {
        // Of an answer that broke off, not even the word is known.
        var body = answer.IsWhole ? answer.Body.Trim() : "";
        if (!body.StartsWith('{'))
        {
            return Judge(answer, body, UrlOf.Said(answer, url));
        }

        try
        {
            using var json = JsonDocument.Parse(body);
            return Of(answer, json.RootElement, url);
        }
        catch (JsonException)
        {
            return Judge(answer, "", Said(answer, "JSON that cannot be read", url));
        }
    }

    // What was taken is cited by its place alone: the answer repeats the message.
    private static SlackAnswer Of(Exchange.Answered answer, JsonElement json, SecretUrl url)
    {
        if (!answer.IsSuccess || !json.TryGetProperty("ok", out var ok) || ok.ValueKind != JsonValueKind.True)
        {
            var word = TextOf(json, "error");
            return Judge(answer, word, Said(answer, word + Detail(json), url));
        }

        var place = SlackPlace.Of(TextOf(json, "channel"), TextOf(json, "ts"));
        var said = Said(answer, place is null ? "ok" : $"ok, message {place}", url);
        return new(new Receipt.Delivered(said) { Reference = place?.ToString() }, false);
    }

    private static string Said(Exchange.Answered answer, string words, SecretUrl url) =>
        UrlOf.Said(answer with { Body = words }, url);

    private static SlackAnswer Judge(Exchange.Answered answer, string word, string said)
    {
        if (answer.Status is 429 or 503 || ForNow.Contains(word))
        {
            return new(new Receipt.Deferred(said, answer.RetryAfter), false);
        }

        return (answer.Status, word) switch
        {
            ( >= 200 and < 300, "ok") => new(new Receipt.Delivered(said), false),
            ( >= 500, _) => new(new Receipt.Unknown(said), false),
            _ when Unclear.Contains(word) => new(new Receipt.Unknown(said), false),
            ( >= 200 and < 300, _) when !IsWord(word) => new(new Receipt.Unknown(said + " (ok was expected)"), false),
            _ => new(new Receipt.Refused(said), Malformed.Contains(word)),
        };
    }

    private static bool IsWord(string text) =>
        text.Length is > 0 and <= 100 && text.All(c => char.IsAsciiLetterLower(c) || char.IsAsciiDigit(c) || c == '_');

    // Such as: must be less than 3001 characters [json-pointer:/blocks/0/text/text]
    private static string Detail(JsonElement json) =>
        json.TryGetProperty("response_metadata", out var metadata) && metadata.ValueKind == JsonValueKind.Object
        && metadata.TryGetProperty("messages", out var messages) && messages.ValueKind == JsonValueKind.Array
        && messages.GetArrayLength() > 0 && messages[0].ValueKind == JsonValueKind.String
            ? ": " + messages[0].GetString()
            : "";

    private static string TextOf(JsonElement json, string name) =>
        json.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString()! : "";
}
