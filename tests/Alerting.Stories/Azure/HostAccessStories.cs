using System.Net.Http.Headers;
using System.Text;
using Alerting.Stories.Functions;
using Alerting.Testing;
using Alerting.Testing.Functions;
using Alerting.Testing.Processes;
using Xunit;

namespace Alerting.Stories.Azure;

/// <summary>Who gets in under the Functions host: HTTP functions are anonymous there, our own doors decide.</summary>
public sealed class HostAccessStories : IAsyncLifetime
{
    private readonly ProcessFolder folder = new();
    private FunctionsHost host = null!;
    private FunctionsHost tokenless = null!;

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        host = await Start("one", ("ALERTING_TOKEN", "full"), ("ALERTING_INGEST_TOKEN", "ingest"));
        tokenless = await Start("two");
    }

    public async ValueTask DisposeAsync()
    {
        await host.DisposeAsync();
        await tokenless.DisposeAsync();
        folder.Dispose();
    }

    [Theory]
    [InlineData("full", "POST", "/api/alertmanager", 200)]
    [InlineData("full", "GET", "/api/inbox", 200)]
    [InlineData("full", "GET", "/api/metrics", 200)]
    [InlineData("full", "GET", "/api/nothing/here", 404)]
    [InlineData("ingest", "POST", "/api/alertmanager", 200)]
    [InlineData("ingest", "POST", "/api/v2/alerts", 400)]
    [InlineData("ingest", "GET", "/api/v2/alerts", 401)]
    [InlineData("wrong", "POST", "/api/v2/alerts", 401)]
    [InlineData("full", "GET", "/api/v2/alerts", 200)]
    [InlineData("ingest", "GET", "/api/alertmanager", 401)]
    [InlineData("ingest", "GET", "/api/inbox", 401)]
    [InlineData("ingest", "GET", "/api/metrics", 401)]
    [InlineData("wrong", "POST", "/api/alertmanager", 401)]
    [InlineData(null, "POST", "/api/alertmanager", 401)]
    [InlineData(null, "GET", "/api/inbox", 401)]
    [InlineData(null, "GET", "/api/nothing/here", 401)]
    [InlineData(null, "GET", "/api/-/healthy", 200)]
    [InlineData(null, "GET", "/api/-/ready", 200)]
    public async Task A_token_opens_what_it_is_for(string? token, string method, string path, int status) =>
        Assert.Equal(status, await Ask(host, token, method, path));

    [Theory]
    [InlineData("POST", "/api/alertmanager", 401)]
    [InlineData("GET", "/api/inbox", 401)]
    [InlineData("GET", "/api/metrics", 401)]
    [InlineData("GET", "/api/-/healthy", 200)]
    [InlineData("GET", "/api/-/ready", 200)]
    public async Task Without_a_token_nothing_is_open_although_only_this_machine_is_listened_to(
        string method, string path, int status)
    {
        Assert.Equal(status, await Ask(tokenless, null, method, path));
        Assert.Equal(status, await Ask(tokenless, "", method, path));
    }

    [Theory]
    [InlineData("/api/../CheckDue")]
    [InlineData("/api/%2e%2e/CheckDue")]
    [InlineData("/api/..%5CCheckDue")]
    [InlineData("/api/%252e%252e/CheckDue")]
    [InlineData("/api/..%2fCheckDue")]
    [InlineData("/api/x/..%5C..%5CCheckDue")]
    [InlineData("/CheckDue")]
    [InlineData("//CheckDue")]
    [InlineData("/api/..%5CSendSlack")]
    public async Task No_request_from_outside_becomes_an_envelope(string target)
    {
        var inside = host.HandlerAddress.Authority;

        Assert.InRange(await RawRequest.Post(host.Address, target, Stop), 400, 499);
        Assert.InRange(await RawRequest.Post(host.Address, target, Stop, inside), 400, 499);
    }

    [Theory]
    [InlineData("/CheckDue", 200)]
    [InlineData("/CheckDue?x=1", 401)]
    [InlineData("/checkdue", 401)]
    [InlineData("/CheckDue/", 401)]
    [InlineData("/%43heckDue", 401)]
    [InlineData("/x/../CheckDue", 401)]
    public async Task An_envelope_names_its_function_to_the_letter(string target, int status) => Assert.Equal(
        status, await RawRequest.Post(host.HandlerAddress, target, Stop, host.HandlerAddress.Authority));

    [Fact]
    public async Task An_envelope_is_addressed_to_where_only_the_host_knows_the_handler_to_be() =>
        Assert.Equal(401, await RawRequest.Post(host.HandlerAddress, "/CheckDue", Stop, "app.azurewebsites.net"));

    [Fact]
    public async Task What_Prometheus_posts_to_an_Alertmanager_is_taken_and_answered_as_there()
    {
        var answers = new List<string>();
        foreach (var labels in (string[])["{\"alertname\":\"DiskFull\"}", "{}", "5"])
        {
            using var content = new StringContent($"[{{\"labels\":{labels}}}]", Encoding.UTF8, "application/json");
            using var request = new HttpRequestMessage(HttpMethod.Post, "/api/v2/alerts") { Content = content };
            request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", "ingest");
            using var answer = await host.Client.SendAsync(request, Stop);
            answers.Add($"{(int)answer.StatusCode} {await answer.Content.ReadAsStringAsync(Stop)}");
        }

        Assert.Equal(
            [
                "200 ", "400 \"at least one label pair required\"\n",
                "400 {\"code\":400,\"message\":\"parsing alerts body from \\\"\\\" failed, because json: cannot unmarshal "
                    + "number into Go struct field Alert.labels of type models.LabelSet\"}",
            ],
            answers);
        Assert.Contains(host.Invocations, call => call.Function == "Api" && call.Succeeded);
    }

    [Fact]
    public async Task A_compressed_body_is_read_although_the_host_drops_the_header_that_says_so()
    {
        using var packed = new MemoryStream();
        await using (var gzip = new System.IO.Compression.GZipStream(
            packed, System.IO.Compression.CompressionMode.Compress, leaveOpen: true))
        {
            await gzip.WriteAsync(Body(), Stop);
        }

        using var content = new ByteArrayContent(packed.ToArray());
        content.Headers.ContentType = new("application/json");
        content.Headers.ContentEncoding.Add("gzip");
        using var request = new HttpRequestMessage(HttpMethod.Post, "/api/alertmanager") { Content = content };
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", "full");
        using var answer = await host.Client.SendAsync(request, Stop);

        Assert.Equal("""{"accepted":1,"rejected":[]}""", await answer.Content.ReadAsStringAsync(Stop));
    }

    private Task<FunctionsHost> Start(string data, params (string Name, string Value)[] more)
    {
        var settings = new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["ALERTING_DATA"] = Path.Combine(folder.Path, data),
            ["ALERTING_QUEUES"] = "embedded",
            ["ALERTING_CHECK_SCHEDULE"] = "0 * * * * *",
        };
        foreach (var (name, value) in more)
        {
            settings[name] = value;
        }

        foreach (var (name, value) in SampleSettings.Read().Where(pair => pair.Key.EndsWith(".Disabled", StringComparison.Ordinal)))
        {
            settings[name] = value;
        }

        return FunctionsHost.Start(new() { Settings = settings });
    }

    private static byte[] Body() =>
        Encoding.UTF8.GetBytes(AlertmanagerPost.Body("DiskFull", "a", RealClock.Instance.GetUtcNow()));

    private static async Task<int> Ask(FunctionsHost of, string? token, string method, string path)
    {
        using var request = new HttpRequestMessage(new HttpMethod(method), path);
        if (method == "POST")
        {
            request.Content = new ByteArrayContent(Body());
            request.Content.Headers.ContentType = new("application/json");
        }

        if (token is not null)
        {
            request.Headers.TryAddWithoutValidation("Authorization", "Bearer " + token);
        }

        using var answer = await of.Client.SendAsync(request, Stop);
        return (int)answer.StatusCode;
    }
}
