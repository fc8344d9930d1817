using System.Net;
using System.Net.Http.Headers;
using System.Text;
using Xunit;

namespace Alerting.Stories.Doors;

/// <summary>A browser that can reach us is sent here by pages that may not write.</summary>
public sealed class WriteStories
{
    private const string Webhook =
        """{"alerts":[{"status":"firing","labels":{"alertname":"A"},"startsAt":"2026-01-01T00:00:00Z"}]}""";

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("/api/alertmanager")]
    [InlineData("/api/v2/alerts")]
    [InlineData("/-/reload")]
    [InlineData("/api/-/reload")]
    [InlineData("/nowhere")]
    public async Task Nothing_is_written_by_a_page_of_another_origin(string path)
    {
        await using var app = await RunningApp.Start();

        Assert.Equal(HttpStatusCode.Forbidden, await Send(app, HttpMethod.Post, path, origin: "http://evil.example"));
        Assert.Equal(HttpStatusCode.Forbidden, await Send(app, HttpMethod.Delete, path, origin: "null"));
    }

    [Fact]
    public async Task Pages_of_others_on_this_machine_are_of_another_origin_too()
    {
        await using var app = await RunningApp.Start();

        Assert.Equal(HttpStatusCode.Forbidden, await Send(app, origin: "http://127.0.0.1:1"));
        Assert.Equal(HttpStatusCode.Forbidden, await Send(app, origin: "http://localhost"));
    }

    [Fact]
    public async Task A_page_of_ours_writes()
    {
        await using var app = await RunningApp.Start();
        var authority = app.Client.BaseAddress!.Authority;

        Assert.Equal(HttpStatusCode.OK, await Send(app, origin: $"http://{authority}"));
        Assert.Equal(HttpStatusCode.OK, await Send(app, origin: "http://alerting.example", host: "alerting.example"));
    }

    [Fact]
    public async Task What_is_no_browser_writes()
    {
        await using var app = await RunningApp.Start();

        Assert.Equal(HttpStatusCode.OK, await Send(app));
    }

    [Theory]
    [InlineData("evil.example", HttpStatusCode.Forbidden)]
    [InlineData("127.0.0.1.evil.example:7071", HttpStatusCode.Forbidden)]
    [InlineData("localhost:7071", HttpStatusCode.OK)]
    [InlineData("LOCALHOST", HttpStatusCode.OK)]
    [InlineData("alerting.localhost", HttpStatusCode.OK)]
    [InlineData("127.0.0.1", HttpStatusCode.OK)]
    [InlineData("[::1]:7071", HttpStatusCode.OK)]
    [InlineData("alerting.example", HttpStatusCode.OK)]
    public async Task Under_a_name_that_is_not_ours_nothing_is_written(string host, HttpStatusCode status)
    {
        await using var app = await RunningApp.Start();

        Assert.Equal(status, await Send(app, host: host));
    }

    [Fact]
    public async Task A_name_made_to_lead_here_makes_no_page_ours()
    {
        await using var app = await RunningApp.Start(address: "http://0.0.0.0:0");

        Assert.Equal(
            HttpStatusCode.Forbidden,
            await Send(app, origin: "http://evil.example:7071", host: "evil.example:7071"));
        Assert.Equal(HttpStatusCode.OK, await Send(app, host: "a-service:7071"));
    }

    [Fact]
    public async Task Under_a_name_that_was_made_to_lead_here_nothing_is_read_that_tells_of_alerts()
    {
        await using var app = await RunningApp.Start();
        Task<HttpStatusCode> Get(string path, string host) => Send(app, HttpMethod.Get, path, host: host);

        Assert.Equal(HttpStatusCode.Forbidden, await Get("/api/inbox", "evil.example"));
        Assert.Equal(HttpStatusCode.Forbidden, await Get("/api/v2/alerts", "evil.example"));
        Assert.Equal(HttpStatusCode.OK, await Get("/api/v2/alerts", "localhost"));
        Assert.Equal(HttpStatusCode.OK, await Get("/-/healthy", "evil.example"));
        Assert.Equal(HttpStatusCode.OK, await Get("/metrics", "evil.example"));
    }

    [Fact]
    public async Task A_page_of_another_origin_may_ask_but_a_browser_shows_it_nothing()
    {
        await using var app = await RunningApp.Start();

        Assert.Equal(HttpStatusCode.OK, await Send(app, HttpMethod.Get, "/api/inbox", origin: "http://evil.example"));
    }

    [Fact]
    public async Task With_a_token_a_page_of_any_origin_writes_but_not_with_a_password_the_browser_remembers()
    {
        await using var app = await RunningApp.Start(token: "s3cret-token");
        var password = Convert.ToBase64String(Encoding.UTF8.GetBytes("me:s3cret-token"));

        Assert.Equal(HttpStatusCode.Unauthorized, await Send(app, origin: "http://evil.example"));
        app.Client.DefaultRequestHeaders.Authorization = new("Bearer", "s3cret-token");
        Assert.Equal(HttpStatusCode.OK, await Send(app, origin: "http://evil.example", host: "app.example"));
        app.Client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Basic", password);
        Assert.Equal(HttpStatusCode.Forbidden, await Send(app, origin: "http://evil.example", host: "app.example"));
        Assert.Equal(HttpStatusCode.OK, await Send(app, origin: "https://app.example", host: "app.example"));
        Assert.Equal(HttpStatusCode.OK, await Send(app, host: "app.example"));
    }

    [Fact]
    public async Task Pages_are_not_told_that_they_may()
    {
        await using var app = await RunningApp.Start();
        using var request = new HttpRequestMessage(HttpMethod.Get, "/api/v2/alerts");
        request.Headers.Add("Origin", "http://evil.example");

        using var answer = await app.Client.SendAsync(request, Stop);

        Assert.False(answer.Headers.Contains("Access-Control-Allow-Origin"));
    }

    private static Task<HttpStatusCode> Send(RunningApp app, string? origin = null, string? host = null) =>
        Send(app, HttpMethod.Post, "/api/alertmanager", origin, host);

    private static async Task<HttpStatusCode> Send(
        RunningApp app, HttpMethod method, string path, string? origin = null, string? host = null)
    {
        using var request = new HttpRequestMessage(method, path);
        if (method == HttpMethod.Post)
        {
            request.Content = new StringContent(Webhook, Encoding.UTF8, "application/json");
        }

        if (origin is not null)
        {
            request.Headers.Add("Origin", origin);
        }

        request.Headers.Host = host;
        using var answer = await app.Client.SendAsync(request, Stop);
        return answer.StatusCode;
    }
}
