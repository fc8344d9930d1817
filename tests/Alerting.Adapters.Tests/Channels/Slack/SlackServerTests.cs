using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using Alerting.Testing.Schemas;
using Alerting.Testing.Vendors.Slack;
using Xunit;

namespace Alerting.Adapters.Tests.Channels.Slack;

/// <summary>The stand-in does what Slack's documentation says of Slack.</summary>
public sealed class SlackServerTests
{
    private const string Description = "schemas/slack_web_openapi_v2_without_examples.json";

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("chat.postMessage", """{"channel":"#ml-alerts","text":"a"}""", "")]
    [InlineData("chat.update", """{"channel":"C0123456789","ts":"1795227184.000001","text":"a"}""", "")]
    [InlineData("chat.postMessage", """{"channel":"#elsewhere","text":"a"}""", "channel_not_found")]
    [InlineData("chat.postMessage", """{"channel":"#ml-alerts"}""", "no_text")]
    [InlineData("chat.update", """{"channel":"C0123456789","ts":"1.2","text":"a"}""", "message_not_found")]
    public async Task Its_answers_are_as_Slack_describes_them(string method, string body, string error)
    {
        await using var slack = await SlackServer.Start();
        await Post(slack, "chat.postMessage", """{"channel":"ml-alerts","text":"first"}""");

        var answer = await Post(slack, method, body);

        Assert.Equal(error, answer.TryGetProperty("error", out var word) ? word.GetString() : "");
        var place = $"/paths/~1{method}/post/responses/{(error.Length == 0 ? "200" : "default")}/schema";
        Assert.Empty(JsonSchema.Load(SharedFile.Find(Description), place).Problems(answer));
    }

    [Theory]
    [InlineData("""{"text":"a","blocks":[{"type":"section"}]}""", "invalid_blocks")]
    [InlineData("""{"text":"a","blocks":[{"type":"section","text":{"type":"mrkdwn","text":""}}]}""", "invalid_blocks")]
    [InlineData("""{"text":"a","blocks":[{"type":"unheard_of"}]}""", "invalid_blocks")]
    [InlineData("""{"text":"a","attachments":[{"blocks":[{"type":"context","elements":[]}]}]}""", "invalid_blocks")]
    [InlineData("""{"text":"a","attachments":[{"text":"old"}]}""", null)]
    [InlineData("""{"attachments":[{"text":"old"}]}""", null)]
    [InlineData("""[]""", "invalid_payload")]
    public void It_refuses_what_Slack_refuses(string message, string? word) =>
        Assert.Equal(word, SlackRules.Fault(JsonElement.Parse(message))?.Word);

    [Theory]
    [InlineData(3000, 4, null)]
    [InlineData(3001, 1, "invalid_blocks")]
    [InlineData(1, 50, null)]
    [InlineData(1, 51, "invalid_blocks")]
    [InlineData(3000, 5, "msg_blocks_too_long")]
    public void Its_limits_are_those_of_Block_Kit(int length, int blocks, string? word)
    {
        var block = $$$"""{"type":"section","text":{"type":"mrkdwn","text":"{{{new string('x', length)}}}"}}""";
        var message = $$"""{"text":"a","blocks":[{{string.Join(',', Enumerable.Repeat(block, blocks))}}]}""";

        Assert.Equal(word, SlackRules.Fault(JsonElement.Parse(message))?.Word);
    }

    [Theory]
    [InlineData(4000, true, null)]
    [InlineData(4001, true, "msg_too_long")]
    [InlineData(4001, false, null)]
    [InlineData(40_001, false, "msg_too_long")]
    public void A_change_may_have_less_text_than_a_post(int length, bool isChange, string? word) => Assert.Equal(
        word, SlackRules.Fault(JsonElement.Parse($$"""{"text":"{{new string('x', length)}}"}"""), isChange)?.Word);

    [Fact]
    public async Task It_notes_arguments_that_the_method_does_not_have()
    {
        SharedFile.Find(Description);
        await using var slack = await SlackServer.Start();

        await Post(slack, "chat.postMessage", """{"channel":"ml-alerts","text":"a","thread_ts":1,"colour":"x"}""");

        Assert.Equal(
            ["chat.postMessage has no thread_ts of that kind", "chat.postMessage has no colour of that kind"], slack.Problems);
    }

    [Theory]
    [InlineData(null, "not_authed")]
    [InlineData("xoxb-other", "invalid_auth")]
    public async Task It_knows_its_bot_by_the_token(string? token, string error)
    {
        await using var slack = await SlackServer.Start();

        var answer = await Post(slack, "chat.postMessage", """{"channel":"ml-alerts","text":"a"}""", token);

        Assert.Equal(error, answer.GetProperty("error").GetString());
    }

    private static Task<JsonElement> Post(SlackServer slack, string method, string body) =>
        Post(slack, method, body, SlackServer.Token);

    private static async Task<JsonElement> Post(SlackServer slack, string method, string body, string? token)
    {
        using var client = new HttpClient();
        using var request = new HttpRequestMessage(HttpMethod.Post, $"{slack.Http.Url}/api/{method}")
        {
            Content = new StringContent(body, Encoding.UTF8, "application/json"),
        };
        request.Headers.Authorization = token is null ? null : new AuthenticationHeaderValue("Bearer", token);
        using var answer = await client.SendAsync(request, Stop);
        return JsonElement.Parse(await answer.Content.ReadAsByteArrayAsync(Stop));
    }
}
