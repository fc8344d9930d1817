using System.Net;
using System.Net.Http.Headers;
using System.Text;
using Xunit;

namespace Alerting.Stories.Doors;

public sealed class AccessStories
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(null, null, 401)]
    [InlineData("Bearer", "wrong", 401)]
    [InlineData("Bearer", "s3cret-token-and-more", 401)]
    [InlineData("Bearer", "s3cret-token", 200)]
    [InlineData("Basic", "not base64!", 401)]
    [InlineData("Basic", "any:wrong", 401)]
    [InlineData("Basic", "any:s3cret-token", 200)]
    [InlineData("Basic", ":s3cret-token", 200)]
    [InlineData("Negotiate", "s3cret-token", 401)]
    public async Task The_door_opens_to_the_token_as_bearer_or_as_basic_password_only(
        string? scheme, string? credentials, int status)
    {
        await using var app = await RunningApp.Start(token: "s3cret-token");
        var parameter = scheme == "Basic" && credentials!.Contains(':', StringComparison.Ordinal)
            ? Convert.ToBase64String(Encoding.UTF8.GetBytes(credentials))
            : credentials;
        using var content = new StringContent("""{"alerts":[]}""", Encoding.UTF8, "application/json");

        using var answer = await app.Post(
            content, scheme is null ? null : new AuthenticationHeaderValue(scheme, parameter), Stop);

        Assert.Equal(status, (int)answer.StatusCode);
        Assert.Equal(status == 401, answer.Headers.WwwAuthenticate.Count > 0);
    }

    [Theory]
    [InlineData("/", 200)]
    [InlineData("/-/healthy", 200)]
    [InlineData("/-/ready", 200)]
    [InlineData("/metrics", 401)]
    [InlineData("/api/inbox", 401)]
    [InlineData("/nothing-here", 401)]
    public async Task With_a_token_only_health_and_the_welcome_stay_open(string path, int status)
    {
        await using var app = await RunningApp.Start(token: "s3cret-token");

        using var answer = await app.Client.GetAsync(path, Stop);

        Assert.Equal(status, (int)answer.StatusCode);
    }

    [Theory]
    [InlineData("/")]
    [InlineData("/-/healthy")]
    [InlineData("/-/ready")]
    [InlineData("/metrics")]
    [InlineData("/api/inbox")]
    public async Task Whatever_can_be_read_answers_head_without_a_body(string path)
    {
        await using var app = await RunningApp.Start();
        using var request = new HttpRequestMessage(HttpMethod.Head, path);

        using var answer = await app.Client.SendAsync(request, Stop);

        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.Empty(await answer.Content.ReadAsByteArrayAsync(Stop));
    }

    [Theory]
    [InlineData("GET", "/nothing-here", 404, "nothing is served")]
    [InlineData("POST", "/ReceiveAlertmanager", 404, "nothing is served")]
    [InlineData("GET", "/api/alertmanager", 405, "POST")]
    [InlineData("DELETE", "/api/inbox", 405, "GET")]
    [InlineData("GET", "/api/inbox?limit=0", 400, "limit")]
    [InlineData("GET", "/api/inbox?limit=1001", 400, "limit")]
    [InlineData("GET", "/api/inbox?limit=many", 400, "limit")]
    public async Task Whatever_is_not_served_is_answered_with_a_problem(
        string method, string path, int status, string says)
    {
        await using var app = await RunningApp.Start();
        using var request = new HttpRequestMessage(new(method), path);

        using var answer = await app.Client.SendAsync(request, Stop);

        Assert.Equal(status, (int)answer.StatusCode);
        Assert.Equal("application/problem+json", answer.Content.Headers.ContentType?.MediaType);
        Assert.Contains(says, await answer.Content.ReadAsStringAsync(Stop), StringComparison.Ordinal);
    }
}
