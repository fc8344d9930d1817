using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using Alerting.Stories.Cli;
using Alerting.Testing.Functions;
using Alerting.Testing.Processes;
using Xunit;

namespace Alerting.Stories.Azure;

/// <summary>
/// API v2 through the Functions host, on Azurite and Service Bus. The host joins parameters that are repeated by commas,
/// ends TLS and forwards what is below <c>/api</c>.
/// </summary>
public sealed class HostSilencesStories
{
    private const string Silences = "/api/v2/silences";

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task What_is_silenced_is_told_when_the_silence_is_taken_back_and_what_is_not_at_once()
    {
        await using var azure = await AzureGround.Lay();
        var host = await azure.Host(azure.Settings(azure.Configuration(interval: "1s", kinds: "webhook")));
        var id = await Silenced(host, Matcher("instance", "a"));

        await AzureGround.Accepted(host, "DiskFull", "a");
        await AzureGround.Accepted(host, "DiskFull", "b");
        await AzureGround.Told(azure.Webhook, "\"instance\":\"b\"");
        var status = await Get(host, "/api/v2/alerts/groups?filter=instance%3Da");

        Assert.Equal(id, Assert.Single(status).GetProperty("alerts")[0].GetProperty("status").GetProperty("silencedBy")[0].GetString());
        Assert.Equal(0, AzureGround.Count(azure.Webhook, "\"instance\":\"a\""));
        Assert.Equal(HttpStatusCode.OK, await Status(host, "DELETE", "/api/v2/silence/" + id));
        await AzureGround.Told(azure.Webhook, "\"instance\":\"a\"");
        Assert.Equal("expired", Assert.Single(await Get(host, Silences)).GetProperty("status").GetProperty("state").GetString());
        Assert.All(host.Invocations, call => Assert.True(call.Succeeded, call.Why));
    }

    [Fact]
    public async Task Filters_that_are_repeated_select_what_all_of_them_select()
    {
        await using var azure = await AzureGround.Lay();
        var host = await azure.Host(azure.Settings(azure.Configuration(kinds: "webhook")));
        await AzureGround.Accepted(host, "DiskFull", "a");
        await AzureGround.Accepted(host, "DiskFull", "b,c");
        await AzureGround.Accepted(host, "Other", "a");
        await Silenced(host, Matcher("instance", "a"), Matcher("alertname", "x,y=\"z"));
        await Silenced(host, Matcher("instance", "a"));

        async Task<int> Found(string path, params string[] filters) => (await Get(
            host, path + "?" + string.Join('&', filters.Select(one => "filter=" + Uri.EscapeDataString(one))))).Length;

        foreach (var path in (string[])["/api/v2/alerts", "/api/v2/alerts/groups"])
        {
            Assert.Equal(1, await Found(path, "alertname=DiskFull", "instance=a"));
            Assert.Equal(1, await Found(path, "alertname=\"DiskFull\"", "instance=\"b,c\""));
            Assert.Equal(1, await Found(path, "instance=\"b,c\"", "alertname=~\"D.*\"", "instance!=\"a\""));
            Assert.Equal(2, await Found(path, "instance=a"));
        }

        Assert.Equal(2, await Found(Silences, "instance=\"a\""));
        Assert.Equal(1, await Found(Silences, "instance=\"a\"", "alertname=\"x,y=\\\"z\""));
        Assert.Equal(2, (await Get(host, "/api/v2/alerts?silenced=false&filter=alertname%3DDiskFull&active=true")).Length
            + (await Get(host, "/api/v2/alerts?active=false&filter=alertname%3DDiskFull")).Length);
        Assert.Equal("0.34.0", (await Json(host, "/api/v2/status")).GetProperty("versionInfo").GetProperty("version").GetString());
    }

    [Fact]
    public async Task Amtool_works_with_the_token_in_its_http_configuration()
    {
        await using var azure = await AzureGround.Lay();
        var host = await azure.Host(azure.Settings(azure.Configuration(kinds: "webhook")));
        using var folder = new ProcessFolder();
        var http = folder.Write("http.yml", $"authorization: {{credentials: {AzureGround.Token}}}\n");
        async Task<string> Amtool(params string[] args)
        {
            var ended = await Ended.Amtool(
                [$"--alertmanager.url={host.Address}", "--http.config.file=" + http, "--no-version-check", .. args]);
            Assert.True(ended.Code == 0, $"{string.Join(' ', args)}: {ended.Output}{ended.Errors}");
            return ended.Output.Trim();
        }

        await Amtool("alert", "add", "DiskFull", "instance=a,b", "team=x");
        await Amtool("alert", "add", "DiskFull", "instance=c", "team=x");
        Assert.Contains("a,b", await Amtool("alert", "query", "DiskFull", "instance=\"a,b\"", "team=x", "-o", "extended"), StringComparison.Ordinal);
        Assert.DoesNotContain("a,b", await Amtool("alert", "query", "DiskFull", "instance=c", "-o", "extended"), StringComparison.Ordinal);
        var id = await Amtool("silence", "add", "-a", "me", "-c", "why", "-d", "2h", "instance=~a.*", "team=x");
        Assert.Equal(id, await Amtool("silence", "query", "-q", "instance=~a.*", "team=x"));
        Assert.Equal("", await Amtool("silence", "query", "-q", "instance=~a.*", "team=y"));
        Assert.Contains(id, await Amtool("silence", "update", id, "-d", "3h"), StringComparison.Ordinal);
        Assert.Contains("a,b", await Amtool("alert", "query", "--silenced", "-o", "extended"), StringComparison.Ordinal);
        await Amtool("silence", "expire", id);
        Assert.Contains("a,b", await Amtool("alert", "query", "-o", "extended"), StringComparison.Ordinal);
        Assert.Contains("receiver: team", await Amtool("config", "show"), StringComparison.Ordinal);
        Assert.Equal("team", await Amtool("config", "routes", "test", "team=x"));
    }

    [Fact]
    public async Task No_page_of_another_origin_gets_in_with_a_password_that_a_browser_keeps()
    {
        await using var azure = await AzureGround.Lay();
        var host = await azure.Host(azure.Settings(azure.Configuration(kinds: "webhook")));
        var id = await Silenced(host, Matcher("instance", "a"));
        var password = new AuthenticationHeaderValue(
            "Basic", Convert.ToBase64String(Encoding.UTF8.GetBytes("me:" + AzureGround.Token)));

        foreach (var origin in (string[])["http://elsewhere.example", "null"])
        {
            Assert.Equal(HttpStatusCode.Forbidden, await Status(host, "POST", Silences, origin, password));
            Assert.Equal(HttpStatusCode.Forbidden, await Status(host, "DELETE", "/api/v2/silence/" + id, origin, password));
            Assert.Equal(HttpStatusCode.OK, await Status(host, "POST", Silences, origin));
        }

        Assert.Equal(HttpStatusCode.OK, await Status(host, "POST", Silences, "http://alerting.example", password));
        Assert.Equal(HttpStatusCode.OK, await Status(host, "POST", Silences, null, password));
        Assert.Equal("active", (await Json(host, "/api/v2/silence/" + id)).GetProperty("status").GetProperty("state").GetString());
    }

    [Theory]
    [InlineData("GET", HttpStatusCode.OK)]
    [InlineData("OPTIONS", HttpStatusCode.MethodNotAllowed)]
    public async Task No_page_of_another_origin_is_let_read(string method, HttpStatusCode status)
    {
        await using var azure = await AzureGround.Lay();
        var host = await azure.Host(azure.Settings(azure.Configuration(kinds: "webhook")));
        using var request = new HttpRequestMessage(new(method), Silences);
        request.Headers.Add("Origin", "http://elsewhere.example");
        request.Headers.Add("Access-Control-Request-Method", "POST");

        using var answer = await host.Client.SendAsync(request, Stop);

        Assert.Equal(status, answer.StatusCode);
        Assert.DoesNotContain(answer.Headers, header => header.Key.StartsWith("Access-Control", StringComparison.OrdinalIgnoreCase));
    }

    private static string Matcher(string name, string value) =>
        $$"""{"name":"{{name}}","value":"{{JsonEncodedText.Encode(value)}}","isRegex":false}""";

    private static string Body(params string[] matchers) => $$"""
        {"matchers":[{{string.Join(',', matchers)}}],"startsAt":"2026-01-02T03:04:05Z","endsAt":"2099-01-02T03:04:05Z","createdBy":"me","comment":"why"}
        """;

    private static async Task<string> Silenced(FunctionsHost host, params string[] matchers)
    {
        using var content = new StringContent(Body(matchers), Encoding.UTF8, "application/json");
        using var answer = await host.Client.PostAsync(Silences, content, Stop);
        var said = await answer.Content.ReadAsStringAsync(Stop);
        Assert.True(answer.IsSuccessStatusCode, said);
        return JsonElement.Parse(said).GetProperty("silenceID").GetString()!;
    }

    private static async Task<HttpStatusCode> Status(
        FunctionsHost host, string method, string path, string? origin = null, AuthenticationHeaderValue? with = null)
    {
        using var request = new HttpRequestMessage(new(method), path);
        request.Content = method == "POST" ? new StringContent(Body(Matcher("z", "z")), Encoding.UTF8, "application/json") : null;
        request.Headers.Authorization = with ?? host.Client.DefaultRequestHeaders.Authorization;
        if (origin is not null)
        {
            request.Headers.Add("Origin", origin);
        }

        using var answer = await host.Client.SendAsync(request, Stop);
        return answer.StatusCode;
    }

    private static async Task<JsonElement> Json(FunctionsHost host, string path) =>
        JsonElement.Parse(await host.Client.GetStringAsync(path, Stop));

    private static async Task<JsonElement[]> Get(FunctionsHost host, string path) =>
        [.. (await Json(host, path)).EnumerateArray()];
}
