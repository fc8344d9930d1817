using Alerting.Stories.Doors;
using Xunit;

namespace Alerting.Stories.Reports;

/// <summary>Which doors the token for senders opens.</summary>
public sealed class IngestStories
{
    [Theory]
    [InlineData("POST", "/api/jobs/j/runs/r/success", true)]
    [InlineData("POST", "/api/jobs/a%2Fb/runs/r%2F..%2F1/success", true)]
    [InlineData("GET", "/api/ping/j", true)]
    [InlineData("HEAD", "/api/ping/j/start", true)]
    [InlineData("POST", "/api/ping/j/fail", true)]
    [InlineData("POST", "/api/events/prefect", true)]
    [InlineData("POST", "/api/logs", true)]
    [InlineData("POST", "/api/alertmanager", true)]
    [InlineData("POST", "/api/v2/alerts", true)]
    [InlineData("GET", "/api/jobs", false)]
    [InlineData("GET", "/api/jobs/j", false)]
    [InlineData("GET", "/api/jobs/j/runs/r", false)]
    [InlineData("GET", "/api/jobs/j/runs/r/success", false)]
    [InlineData("POST", "/api/jobs/j/resolve", false)]
    [InlineData("DELETE", "/api/ping/j", false)]
    [InlineData("GET", "/api/events/prefect", false)]
    [InlineData("GET", "/api/logs", false)]
    [InlineData("GET", "/api/rejected", false)]
    [InlineData("GET", "/api/rejected/x", false)]
    [InlineData("POST", "/api/rejected/x/replay", false)]
    [InlineData("GET", "/api/inbox", false)]
    [InlineData("GET", "/api/ping/../inbox", false)]
    [InlineData("GET", "/api/ping/j/../../inbox", false)]
    [InlineData("GET", "/api/ping/%2E%2E/inbox", false)]
    [InlineData("GET", "/api/ping/j/start/../../../inbox", false)]
    [InlineData("POST", "/api/events/x/../../-/reload", false)]
    [InlineData("POST", "/api/events/x/../../v2/silences", false)]
    [InlineData("GET", "/api/v2/alerts", false)]
    [InlineData("POST", "/api/v2/silences", false)]
    [InlineData("GET", "/metrics", false)]
    public async Task It_opens_what_reports_are_posted_to_and_nothing_else(string method, string path, bool isOpen)
    {
        await using var app = await RunningApp.Start(token: "main-token", ingestToken: "ingest-token");

        async Task<int> Status(string token)
        {
            // As it is written: a client would take the dots away.
            using var request = new HttpRequestMessage(
                new(method), new Uri(app.Client.BaseAddress!.GetLeftPart(UriPartial.Authority) + path, new UriCreationOptions
                {
                    DangerousDisablePathAndQueryCanonicalization = true,
                }));
            request.Headers.Authorization = new("Bearer", token);
            using var answer = await app.Client.SendAsync(request, TestContext.Current.CancellationToken);
            return (int)answer.StatusCode;
        }

        Assert.Equal(!isOpen, await Status("ingest-token") == 401);
        Assert.NotEqual(401, await Status("main-token"));
        Assert.Equal(401, await Status("other-token"));
    }
}
