using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using Alerting.Testing;
using Alerting.Testing.Functions;
using Alerting.Testing.Processes;
using Xunit;

namespace Alerting.Stories.Azure;

/// <summary>Reports through the Functions host: by functions of their own, and by the one that takes all else.</summary>
public sealed class HostReportsStories : IAsyncLifetime
{
    private readonly ProcessFolder folder = new();
    private FunctionsHost host = null!;

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => host = await FunctionsHost.Start(new()
    {
        Functions = ["ReceiveJob", "ReceiveEvent", "Api"],
        Settings = new Dictionary<string, string>
        {
            ["ALERTING_TOKEN"] = "full",
            ["ALERTING_INGEST_TOKEN"] = "ingest",
            ["ALERTING_DATA"] = folder.Data,
            ["ALERTING_QUEUES"] = "embedded",

            // For functions that do not listen here.
            ["ServiceBus"] = "none",
            ["ALERTING_CHECK_SCHEDULE"] = "0 * * * * *",
        },
    });

    public async ValueTask DisposeAsync()
    {
        await host.DisposeAsync();
        folder.Dispose();
    }

    [Theory]
    [InlineData("POST", "/api/jobs/nightly/runs/r-1/success", """{"rows":7}""", "ReceiveJob")]
    [InlineData("POST", "/api/jobs/nightly/runs/r-1/start", null, "ReceiveJob")]
    [InlineData("GET", "/api/ping/nightly/start?rid=r-1", null, "Api")]
    [InlineData("HEAD", "/api/ping/nightly?rid=r-1", null, "Api")]
    [InlineData("POST", "/api/ping/nightly/0?rid=r-1", "done", "Api")]
    [InlineData("POST", "/api/events/wandb", """{"project_name":"nightly"}""", "ReceiveEvent")]
    [InlineData("POST", "/api/logs", """{"job":"nightly","run":"r-1","level":"INFO"}""", "Api")]
    public async Task Each_door_is_reached_with_the_token_of_senders(string method, string path, string? body, string function)
    {
        var (status, text) = await Ask("ingest", method, path, body);

        Assert.Equal((200, method == "HEAD" ? "" : """{"accepted":1,"rejected":[]}"""), (status, text));
        await Known("/api/jobs", "\"nightly\"");
        Assert.Contains(host.Invocations, call => call.Function == function && call.Succeeded);
        Assert.Equal(401, (await Ask("ingest", "GET", "/api/jobs")).Status);
    }

    [Fact]
    public async Task What_is_known_of_jobs_is_read_through_the_function_that_takes_their_reports()
    {
        await Ask("ingest", "POST", "/api/jobs/a%2Fb/runs/r%20%E2%82%AC/fail", """{"reason":"OOMKilled"}""");

        var run = JsonElement.Parse(await Known("/api/jobs/a%2Fb/runs/r%20%E2%82%AC", "OOMKilled"));

        Assert.Equal("r €", run.GetProperty("run").GetString());
    }

    [Fact]
    public async Task The_headers_of_an_event_reach_the_door_and_a_sender_may_ask_whether_it_may_deliver()
    {
        var (status, _) = await Ask(
            "ingest", "POST", "/api/events/cloudevents", """{"exit_code":137}""",
            ("ce-specversion", "1.0"), ("ce-id", "1"), ("ce-source", "/cronjobs/nightly"), ("ce-type", "job.failed"),
            ("ce-subject", "runs/r-1"));
        using var asked = new HttpRequestMessage(HttpMethod.Options, "/api/events/cloudevents");
        asked.Headers.Add("WebHook-Request-Origin", "eventgrid.azure.net");
        using var answer = await host.Client.SendAsync(asked, Stop);

        Assert.Equal((200, 200), (status, (int)answer.StatusCode));
        Assert.Equal("eventgrid.azure.net", Assert.Single(answer.Headers.GetValues("WebHook-Allowed-Origin")));
        await Known("/api/jobs/nightly/runs/r-1", "137");
    }

    [Fact]
    public async Task What_no_door_could_use_is_shown_to_who_has_the_whole_token()
    {
        var (status, _) = await Ask("ingest", "POST", "/api/events/gcp", "{}");

        Assert.Equal(400, status);
        Assert.Contains("incident: missing", (await Ask("full", "GET", "/api/rejected")).Text, StringComparison.Ordinal);
        Assert.Equal(401, (await Ask("ingest", "GET", "/api/rejected")).Status);
    }

    private async Task<string> Known(string path, string text)
    {
        var said = "";
        Assert.True(await RealClock.Instance.Until(
            () => (said = Ask("full", "GET", path).GetAwaiter().GetResult().Text).Contains(text, StringComparison.Ordinal),
            TimeSpan.FromSeconds(30), Stop), said);
        return said;
    }

    private async Task<(int Status, string Text)> Ask(
        string token, string method, string path, string? body = null, params (string Name, string Value)[] headers)
    {
        using var request = new HttpRequestMessage(new(method), path)
        {
            Content = body is null ? null : new StringContent(body, Encoding.UTF8, "application/json"),
        };
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token);
        foreach (var (name, value) in headers)
        {
            request.Headers.Add(name, value);
        }

        using var answer = await host.Client.SendAsync(request, Stop);
        return ((int)answer.StatusCode, await answer.Content.ReadAsStringAsync(Stop));
    }
}
