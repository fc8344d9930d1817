using System.Net;
using System.Text.Json;
using Alerting.Stories.Doors;
using Alerting.Testing.Processes;
using Alerting.Testing.Vendors;
using Xunit;

namespace Alerting.Stories.Cli;

/// <summary>A drill says whether all is well, and not only whether something arrived.</summary>
public sealed class SendTestStories
{
    [Theory]
    [InlineData("", 0, "webhook[0]: delivered: ")]
    [InlineData("payload: '{{ .Nothing }}'", 1, "webhook[0]: delivered with a flaw: ")]
    public async Task A_flaw_of_what_was_delivered_is_printed_and_ends_it_with_1(string more, int code, string line)
    {
        await using var sink = await WebhookSink.Start();
        using var folder = new ProcessFolder();

        var ended = await Ended.Alerting("send-test", "--receiver", "a", "--config", Config(folder, sink.Url, more));

        Assert.Equal((code, ""), (ended.Code, ended.Errors));
        Assert.StartsWith(line, ended.Output, StringComparison.Ordinal);
        Assert.Equal(code == 1, ended.Output.Contains("because a template failed: ", StringComparison.Ordinal));
        Assert.Single(sink.Requests);
    }

    [Theory]
    [InlineData("", HttpStatusCode.OK)]
    [InlineData("payload: '{{ .Nothing }}'", HttpStatusCode.BadGateway)]
    public async Task The_door_of_drills_answers_a_flaw_as_what_was_not_delivered(string more, HttpStatusCode status)
    {
        await using var sink = await WebhookSink.Start();
        using var folder = new ProcessFolder();
        await using var app = await RunningApp.Start(config: Config(folder, sink.Url, more));

        using var answer = await app.Client.PostAsync(
            "/api/receivers/a/test", null, TestContext.Current.CancellationToken);

        Assert.Equal(status, answer.StatusCode);
        using var json = JsonDocument.Parse(
            await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
        var result = json.RootElement.GetProperty("results")[0];
        Assert.Equal("delivered", result.GetProperty("outcome").GetString());
        Assert.Equal(status == HttpStatusCode.OK, result.GetProperty("flaw").ValueKind == JsonValueKind.Null);
    }

    [Fact]
    public async Task A_token_that_is_not_set_is_named_by_its_variable()
    {
        using var folder = new ProcessFolder();
        var config = folder.Write(
            "alertmanager.yml",
            """
            route: { receiver: a }
            receivers:
              - name: a
                slack_configs: [{ channel: '#a', app_token_file: 'env:ALERTING_SECRET_ABSENT' }]
            """);

        var ended = await Ended.Alerting("send-test", "--receiver", "a", "--config", config);

        Assert.Equal(1, ended.Code);
        Assert.Equal(
            "slack[0]: waiting: nothing was sent: app_token_file: "
            + "the environment variable ALERTING_SECRET_ABSENT is not set\n",
            ended.Output);
    }

    private static string Config(ProcessFolder folder, string url, string more) => folder.Write(
        "alertmanager.yml",
        $"route: {{ receiver: a }}\nreceivers:\n  - name: a\n    webhook_configs:\n      - url: '{url}'\n        {more}\n");
}
