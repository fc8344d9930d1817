using System.Collections.Concurrent;
using System.Globalization;
using System.Text.Json;
using Microsoft.AspNetCore.Http;

namespace Alerting.Testing.Vendors.Slack;

/// <summary>
/// Slack's Web API for one workspace, as documented: a bearer token, channels by name or id, messages with a <c>ts</c>
/// that can be changed and have threads, errors as HTTP 200 with <c>ok: false</c>. What it is sent is held to
/// <see cref="SlackRules"/>.
/// </summary>
public sealed class SlackServer : IAsyncDisposable
{
    /// <summary>The token of the bot.</summary>
    public const string Token = "xoxb-17653672481-19874698323-pdFZKVeTuE8sk7oOcHrzqqgy";

    /// <summary>The id of the channel <c>#ml-alerts</c>.</summary>
    public const string Channel = "C0123456789";

    private readonly Lock gate = new();
    private readonly List<SlackMessageKept> messages = [];
    private readonly ConcurrentQueue<string> problems = new();
    private int sequence;

    private SlackServer() { }

    /// <summary>The edge: its address, what it was sent, answers that are programmed.</summary>
    public VendorServer Http { get; private set; } = null!;

    /// <summary>Where messages are posted.</summary>
    public string PostMessage => Http.Url + "/api/chat.postMessage";

    /// <summary>Errors that calls of a method end with, as long as they stand here.</summary>
    public ConcurrentDictionary<string, string> Errors { get; } = new(StringComparer.Ordinal);

    /// <summary>What was sent to it that Slack's documentation does not allow.</summary>
    public IReadOnlyCollection<string> Problems => problems;

    /// <summary>The messages as they are now, oldest first.</summary>
    public IReadOnlyList<SlackMessageKept> Messages
    {
        get
        {
            lock (gate)
            {
                return [.. messages];
            }
        }
    }

    /// <summary>Listens once this returns.</summary>
    public static async Task<SlackServer> Start()
    {
        var server = new SlackServer();
        server.Http = await VendorServer.Start(server.Answer);
        return server;
    }

    /// <summary>Somebody deletes a message.</summary>
    public void Delete(string timestamp)
    {
        lock (gate)
        {
            messages.RemoveAll(message => message.Timestamp == timestamp);
        }
    }

    public ValueTask DisposeAsync() => Http.DisposeAsync();

    /// <summary>An answer with an error, as the Web API gives it.</summary>
    public static VendorAnswer Error(string word) => Json($$"""{"ok":false,"error":"{{word}}"}""");

    /// <summary>An answer of JSON.</summary>
    public static VendorAnswer Json(string body) => new(async context =>
    {
        context.Response.ContentType = "application/json; charset=utf-8";
        await context.Response.WriteAsync(body);
    });

    private VendorAnswer Answer(VendorRequest request)
    {
        var method = request.Path.Split('/')[^1];
        if (request.Method != "POST" || method is not ("chat.postMessage" or "chat.update"))
        {
            return Error("unknown_method");
        }

        if (request.Header("Authorization") != "Bearer " + Token)
        {
            return Error(request.Header("Authorization") is null ? "not_authed" : "invalid_auth");
        }

        try
        {
            var message = JsonElement.Parse(request.Body.Span);
            return Errors.TryGetValue(method, out var error) ? Error(error) : Take(method, message);
        }
        catch (JsonException)
        {
            return Error("invalid_json");
        }
    }

    private VendorAnswer Take(string method, JsonElement message)
    {
        foreach (var strange in SlackMethods.Strange(method, message))
        {
            problems.Enqueue(strange);
        }

        if (SlackRules.Fault(message, isChange: method == "chat.update") is { } fault)
        {
            problems.Enqueue($"{fault.Word}: {fault.Detail}");
            return Error(fault.Word);
        }

        lock (gate)
        {
            return SlackRules.TextOf(message, "channel") is not (Channel or "#ml-alerts" or "ml-alerts")
                ? Error("channel_not_found")
                : method == "chat.update" ? Change(message) : Post(message);
        }
    }

    private VendorAnswer Post(JsonElement message)
    {
        var thread = SlackRules.TextOf(message, "thread_ts");
        if (thread.Length > 0 && !messages.Exists(parent => parent.Timestamp == thread && parent.Thread.Length == 0))
        {
            return Error("cannot_reply_to_message");
        }

        var timestamp = string.Create(CultureInfo.InvariantCulture, $"1795227184.{++sequence:D6}");
        var kept = new SlackMessageKept(timestamp, thread, message, 0);
        messages.Add(kept);
        return Taken("chat.postMessage", kept);
    }

    private VendorAnswer Change(JsonElement message)
    {
        var at = messages.FindIndex(kept => kept.Timestamp == SlackRules.TextOf(message, "ts"));
        if (at < 0 || SlackRules.TextOf(message, "channel") != Channel)
        {
            return Error("message_not_found");
        }

        messages[at] = messages[at] with { Body = message, Changes = messages[at].Changes + 1 };
        return Taken("chat.update", messages[at]);
    }

    private static VendorAnswer Taken(string method, SlackMessageKept kept)
    {
        var text = JsonEncodedText.Encode(SlackRules.TextOf(kept.Body, "text"));
        var message = $$"""{"type":"message","user":"U0ACMEBOT","team":"T0ACMEML1","ts":"{{kept.Timestamp}}","text":"{{text}}"}""";
        return Json(method == "chat.update"
            ? $$"""{"ok":true,"channel":"{{Channel}}","ts":"{{kept.Timestamp}}","text":"{{text}}","message":{{message}}}"""
            : $$"""{"ok":true,"channel":"{{Channel}}","ts":"{{kept.Timestamp}}","message":{{message}}}""");
    }
}

/// <summary>A message as Slack keeps it.</summary>
/// <param name="Timestamp">Its id in the channel.</param>
/// <param name="Thread">That of the message it replies to; empty for none.</param>
/// <param name="Body">As it was last sent.</param>
/// <param name="Changes">How often it was changed.</param>
public sealed record SlackMessageKept(string Timestamp, string Thread, JsonElement Body, int Changes)
{
    public string Text => Body.GetProperty("text").GetString()!;

    /// <summary>Whether a reply is shown in the channel, too.</summary>
    public bool IsBroadcast => Body.TryGetProperty("reply_broadcast", out var shown) && shown.ValueKind == JsonValueKind.True;
}
