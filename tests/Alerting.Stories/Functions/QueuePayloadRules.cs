using System.Text.Json;
using Alerting.Testing.Functions;
using Xunit;

namespace Alerting.Stories.Functions;

/// <summary>What is posted for a message.</summary>
public sealed class QueuePayloadRules
{
    private const string Parent = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01";

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_binary_message_is_base64_once_and_its_metadata_are_the_brokers()
    {
        var (envelope, headers) = await Post(
            """{"messageId":"evil","DeliveryCount":99}""", "binary",
            """{"MessageId":"m-1","CorrelationId":"c-9","Label":"order"}""", Parent);

        Assert.Equal("eyJtZXNzYWdlSWQiOiJldmlsIiwiRGVsaXZlcnlDb3VudCI6OTl9",
            envelope.GetProperty("Data").GetProperty("message").GetString());
        var metadata = envelope.GetProperty("Metadata");
        Assert.Equal(
            [
                "MessageReceiver", "MessageSession", "MessageActions", "SessionActions", "ReceiveActions", "Client",
                "DeliveryCount", "LockToken", "ExpiresAtUtc", "ExpiresAt", "EnqueuedTimeUtc", "EnqueuedTime",
                "MessageId", "ContentType", "SequenceNumber", "Subject", "Label", "CorrelationId",
                "ApplicationProperties", "UserProperties", "sys",
            ],
            metadata.EnumerateObject().Select(one => one.Name));
        Assert.Equal("""["\"m-1\"","1","1","\"c-9\"","\"order\"","\"order\"","\"application/json\""]""", Wire(
            metadata, "MessageId", "DeliveryCount", "SequenceNumber", "CorrelationId", "Label", "Subject", "ContentType"));
        Assert.Equal("""["2026-03-02T08:00:00","2026-03-02T08:00:00+00:00","2026-03-16T08:00:00"]""", Wire(
            metadata, "EnqueuedTimeUtc", "EnqueuedTime", "ExpiresAtUtc"));
        var properties = metadata.GetProperty("ApplicationProperties");
        Assert.Equal(("acme", 3), (properties.GetProperty("tenant").GetString(), properties.GetProperty("attempt").GetInt32()));
        Assert.Equal("Wake", metadata.GetProperty("sys").GetProperty("MethodName").GetString());
        Assert.StartsWith("00-0af7651916cd43dd8448eb211c80319c-", headers["traceparent"], StringComparison.Ordinal);
        Assert.NotEqual(Parent, headers["traceparent"]);
    }

    [Fact]
    public async Task Without_binary_the_body_is_encoded_twice_and_forges_metadata()
    {
        const string body = """
            {"messageId":"evil","DeliveryCount":99,"sys":{"a":1},"at":"2026-01-02T03:04:05Z","ok":true,"nil":null,"tags":[1],"name":"Zoë"}
            """;

        var (envelope, headers) = await Post(body, "", """{"MessageId":"m-1"}""", null);

        var data = envelope.GetProperty("Data").GetProperty("message").GetString()!;
        Assert.Equal(body, JsonDocument.Parse(data).RootElement.GetString());
        var metadata = envelope.GetProperty("Metadata");
        Assert.Equal("""["\"evil\"","\"99\"","\"01/02/2026 03:04:05\"","\"True\"","\"Zoë\""]""", Wire(
            metadata, "MessageId", "DeliveryCount", "at", "ok", "name"));
        Assert.Equal("""{"a":1}""", metadata.GetProperty("sys").GetRawText());
        Assert.False(metadata.TryGetProperty("nil", out _) || metadata.TryGetProperty("tags", out _));
        Assert.False(headers.ContainsKey("traceparent"));
    }

    [Fact]
    public async Task Text_that_is_no_object_forges_nothing()
    {
        var (envelope, _) = await Post("hello \"world\"\n", "", """{"MessageId":"m-1"}""", null);

        Assert.Equal(
            """
            "\"hello \\\"world\\\"\\n\""
            """,
            envelope.GetProperty("Data").GetProperty("message").GetRawText());
        Assert.Equal("""["\"m-1\""]""", Wire(envelope.GetProperty("Metadata"), "MessageId"));
    }

    private static string Wire(JsonElement metadata, params string[] names) =>
        "[" + string.Join(',', names.Select(name => metadata.GetProperty(name).GetRawText())) + "]";

    private static async Task<(JsonElement Envelope, IReadOnlyDictionary<string, string> Headers)> Post(
        string body, string dataType, string properties, string? diagnosticId)
    {
        await using var stage = await QueueStage.Start();
        var handler = new TinyHandler();
        using var root = new TinyRoot().Queue("Wake", "wake", dataType);
        await using var host = await FunctionsHost.Start(root.With(handler, stage.Bus) with { Time = stage.Clock });
        await stage.Send(body, properties: properties, diagnosticId: diagnosticId);
        await host.Ended("Wake", 1, Stop);
        return (handler.Envelope(), Assert.Single(handler.Requests).Headers);
    }
}
