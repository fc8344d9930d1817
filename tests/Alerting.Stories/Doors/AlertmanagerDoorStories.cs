using System.Net;
using System.Text;
using System.Text.Json;
using Alerting.Handler;
using Alerting.Testing.Tables;
using Xunit;

namespace Alerting.Stories.Doors;

public sealed class AlertmanagerDoorStories
{
    private const string Fires =
        """{"status":"firing","labels":{"alertname":"DiskFull"},"startsAt":"2026-01-01T00:00:00Z"}""";

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task An_alert_is_counted_as_accepted_and_reaches_the_inbox()
    {
        await using var app = await RunningApp.Start();

        using var answer = await app.Post($$"""{"alerts":[{{Fires}}]}""", Stop);

        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.Equal("""{"accepted":1,"rejected":[]}""", await answer.Content.ReadAsStringAsync(Stop));
        Assert.Contains("DiskFull", await Inbox(app), StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_cannot_be_used_is_named_beside_what_was_accepted()
    {
        await using var app = await RunningApp.Start();

        using var answer = await app.Post($$"""{"alerts":[{"status":"odd"},{{Fires}}]}""", Stop);

        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        using var json = JsonDocument.Parse(await answer.Content.ReadAsStringAsync(Stop));
        Assert.Equal(1, json.RootElement.GetProperty("accepted").GetInt32());
        Assert.Equal(
            "$.alerts[0].status", json.RootElement.GetProperty("rejected")[0].GetProperty("path").GetString());
    }

    [Fact]
    public async Task No_alerts_are_no_fault()
    {
        await using var app = await RunningApp.Start();

        using var answer = await app.Post("""{"alerts":[]}""", Stop);

        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.Equal("""{"accepted":0,"rejected":[]}""", await answer.Content.ReadAsStringAsync(Stop));
    }

    [Theory]
    [InlineData("", "empty")]
    [InlineData("{", "not JSON")]
    [InlineData("[]", "expected an object")]
    [InlineData("{}", "alerts")]
    [InlineData("""{"alerts":7}""", "alerts")]
    [InlineData("""{"alerts":[{"status":"odd"}]}""", "$.alerts[0].status")]
    public async Task A_body_of_which_nothing_can_be_used_is_refused_with_a_problem_that_says_why(string body, string why)
    {
        await using var app = await RunningApp.Start();

        using var answer = await app.Post(body, Stop);

        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        Assert.Contains(why, await Detail(answer), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("text/plain")]
    [InlineData("application/x-www-form-urlencoded")]
    [InlineData(null)]
    public async Task Only_json_is_taken(string? type)
    {
        await using var app = await RunningApp.Start();
        using var content = new ByteArrayContent(Encoding.UTF8.GetBytes("""{"alerts":[]}"""));
        content.Headers.ContentType = type is null ? null : new(type);

        using var answer = await app.Post(content, null, Stop);

        Assert.Equal(HttpStatusCode.UnsupportedMediaType, answer.StatusCode);
        Assert.Contains("application/json", await Detail(answer), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_body_of_fifty_megabytes_is_refused_and_the_sender_gets_to_read_why(bool chunked)
    {
        await using var app = await RunningApp.Start();
        using var content = new Zeros(50 * 1024 * 1024, chunked);
        content.Headers.ContentType = new("application/json");

        using var answer = await app.Post(content, null, Stop);

        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, answer.StatusCode);
        Assert.Contains("33554432", await Detail(answer), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(2048, 200)]
    [InlineData(2049, 413)]
    public async Task The_largest_body_taken_is_exactly_as_large_as_said(int bytes, int status)
    {
        await using var app = await RunningApp.Start(maxBody: 2048);

        using var answer = await app.Post("""{"alerts":[]}""".PadRight(bytes), Stop);

        Assert.Equal(status, (int)answer.StatusCode);
    }

    [Fact]
    public async Task While_the_store_is_away_the_sender_is_asked_to_come_again()
    {
        var store = new AwayStore(new MemoryTableStore(AlertingApp.SystemTime()));
        await using var app = await RunningApp.Start(store: store);
        store.IsAway = true;

        using var answer = await app.Post($$"""{"alerts":[{{Fires}}]}""", Stop);
        using var ready = await app.Client.GetAsync("/-/ready", Stop);
        using var healthy = await app.Client.GetAsync("/-/healthy", Stop);
        store.IsAway = false;

        Assert.Equal(HttpStatusCode.ServiceUnavailable, answer.StatusCode);
        Assert.NotNull(answer.Headers.RetryAfter);
        Assert.Equal(HttpStatusCode.ServiceUnavailable, ready.StatusCode);
        Assert.Equal(HttpStatusCode.OK, healthy.StatusCode);
    }

    private static async Task<string> Inbox(RunningApp app)
    {
        using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(20));
        while (await timer.WaitForNextTickAsync(Stop))
        {
            var inbox = await app.Client.GetStringAsync("/api/inbox", Stop);
            if (inbox != """{"messages":[]}""")
            {
                return inbox;
            }
        }

        return "";
    }

    private static async Task<string> Detail(HttpResponseMessage answer)
    {
        Assert.Equal("application/problem+json", answer.Content.Headers.ContentType?.MediaType);
        using var json = JsonDocument.Parse(await answer.Content.ReadAsStringAsync(Stop));
        Assert.Equal((int)answer.StatusCode, json.RootElement.GetProperty("status").GetInt32());
        return json.RootElement.GetProperty("detail").GetString()!;
    }

    private sealed class Zeros(long length, bool chunked) : HttpContent
    {
        protected override async Task SerializeToStreamAsync(Stream stream, TransportContext? context)
        {
            var part = new byte[64 * 1024];
            for (var left = length; left > 0; left -= part.Length)
            {
                await stream.WriteAsync(part);
            }
        }

        protected override bool TryComputeLength(out long computed)
        {
            computed = length;
            return !chunked;
        }
    }
}
