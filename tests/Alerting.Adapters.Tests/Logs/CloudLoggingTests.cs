using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Alerting.Core.Configuration;
using Alerting.Core.Logs;
using Alerting.Core.Logs.Languages;
using Alerting.Testing.Vendors;
using Alerting.Testing.Vendors.Logs;
using Xunit;

namespace Alerting.Adapters.Tests.Logs;

/// <summary>Google Cloud Logging.</summary>
public sealed class CloudLoggingTests
{
    [Fact]
    public async Task Entries_are_asked_for_by_the_machines_own_account_whose_token_is_kept()
    {
        await using var stage = await LogStage.Of("cloud_logging");

        await stage.Find(it => it with { MostRecords = 50 });
        await stage.Find();
        stage.Clock.Advance(TimeSpan.FromMinutes(59));
        await stage.Find();

        Assert.Equal(
            ["GET", "POST", "POST", "GET", "POST"], stage.Server.Requests.Select(request => request.Method));
        using var body = JsonDocument.Parse(stage.Server.Requests[1].Body);
        Assert.Equal(
            "resource.labels.namespace_name=\"ml\" AND resource.labels.pod_name=\"train-1\""
            + " AND timestamp>=\"2026-11-21T11:00:00.000Z\" AND timestamp<\"2026-11-21T12:00:00.000Z\"",
            body.RootElement.GetProperty("filter").GetString());
        Assert.Equal(50, body.RootElement.GetProperty("pageSize").GetInt32());
    }

    [Fact]
    public async Task A_page_without_entries_and_with_a_token_is_not_the_end()
    {
        await using var stage = await LogStage.Of("cloud_logging");
        await stage.Warm();
        stage.Server.Respond(
            CloudLoggingServer.Page("next-1"), CloudLoggingServer.Page(null, new StoredLog(LogStage.Noon, "one")));

        var found = Assert.IsType<LogAnswer.Found>(await stage.Find());

        Assert.Equal("one", Assert.Single(found.Records).Text);
        Assert.Null(found.Partial);
        Assert.Contains("\"pageToken\":\"next-1\"", stage.Server.Requests[^1].Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_search_that_does_not_end_is_left_after_three_pages()
    {
        await using var stage = await LogStage.Of("cloud_logging");
        await stage.Warm();
        stage.Server.Respond([.. Enumerable.Range(0, 5).Select(n => CloudLoggingServer.Page($"next-{n}"))]);

        var found = Assert.IsType<LogAnswer.Found>(await stage.Find());

        Assert.Equal("the search did not come to its end", found.Partial);
        Assert.Equal(2 + 3, stage.Server.Requests.Count);
    }

    [Fact]
    public async Task What_comes_over_several_pages_is_asked_for_with_the_same_parameters()
    {
        await using var stage = await LogStage.Of("cloud_logging", [.. Enumerable.Range(0, 130)
            .Select(n => new StoredLog(LogStage.Noon.AddSeconds(n - 200), $"line {n}"))]);

        var found = Assert.IsType<LogAnswer.Found>(await stage.Find(it => it with { MostRecords = 90 }));

        Assert.Equal(Enumerable.Range(40, 90).Select(n => $"line {n}"), found.Records.Select(it => it.Text));
        Assert.Equal(1 + 3, stage.Server.Requests.Count);
    }

    public static TheoryData<string> LostPages => ["too large", "another shape", "refused", "late"];

    [Theory, MemberData(nameof(LostPages))]
    public async Task A_page_that_is_lost_takes_nothing_of_those_before_it(string page)
    {
        await using var stage = await LogStage.Of("cloud_logging");
        await stage.Warm();
        var released = new TaskCompletionSource();
        stage.Server.Respond(CloudLoggingServer.Page("more", new StoredLog(LogStage.Noon, "one")), page switch
        {
            "too large" => CloudLoggingServer.Page(null, new StoredLog(LogStage.Noon, new string('x', 200_000))),
            "another shape" => LogJson.Html,
            "refused" => VendorAnswer.Status(503),
            _ => VendorAnswer.Hang(released.Task),
        });

        var requests = stage.Server.Requests.Count + 2;

        var asking = stage.Find(it => it with { MostBytes = 64 * 1024, Timeout = TimeSpan.FromSeconds(2) });
        for (var n = 0; n < requests; n++)
        {
            await stage.Server.Received(TestContext.Current.CancellationToken);
        }

        if (page == "late")
        {
            stage.Clock.Advance(TimeSpan.FromSeconds(2));
        }

        var found = Assert.IsType<LogAnswer.Found>(await asking);
        Assert.Equal("one", Assert.Single(found.Records).Text);
        Assert.NotNull(found.Partial);
        released.SetResult();
    }

    [Fact]
    public async Task A_token_that_is_refused_is_not_kept_and_asked_once_more_for()
    {
        await using var stage = await LogStage.Of("cloud_logging", new StoredLog(LogStage.Noon.AddMinutes(-1), "one"));
        stage.Server.Respond(CloudLoggingServer.Given("ya29" + ".withdrawn"), CloudLoggingServer.Page(null));
        await stage.Find();

        var found = Assert.IsType<LogAnswer.Found>(await stage.Find());

        Assert.Equal("one", Assert.Single(found.Records).Text);
        Assert.Equal(
            ["GET", "POST", "POST", "GET", "POST"], stage.Server.Requests.Select(request => request.Method));
    }

    [Fact]
    public async Task A_new_token_that_is_refused_is_an_answer_and_is_not_kept()
    {
        await using var stage = await LogStage.Of("cloud_logging");
        stage.Server.Respond(CloudLoggingServer.Given("ya29" + ".withdrawn"));

        Assert.IsType<LogAnswer.Failed>(await stage.Find());
        Assert.IsType<LogAnswer.Found>(await stage.Find());

        Assert.Equal(["GET", "POST", "GET", "POST"], stage.Server.Requests.Select(request => request.Method));
    }

    [Fact]
    public async Task Payloads_of_each_kind_are_read()
    {
        await using var stage = await LogStage.Of("cloud_logging");
        await stage.Warm();
        stage.Server.Respond(VendorAnswer.Status(200, """
            {"entries":[{"protoPayload":{"a":1}},{"jsonPayload":{"n":1}},{"jsonPayload":{"message":"said"}}]}
            """));

        var found = Assert.IsType<LogAnswer.Found>(await stage.Find());

        Assert.Equal(["said", "{\"n\":1}", "{\"a\":1}"], found.Records.Select(it => it.Text));
    }

    [Fact]
    public async Task The_key_of_a_service_account_signs_for_a_token()
    {
        await using var stage = await LogStage.Of("cloud_logging");
        using var rsa = RSA.Create(2048);
        var key = new JsonObject
        {
            ["client_email"] = "a@acme.iam",
            ["token_uri"] = stage.Server.Url + "/token",
            ["private_key"] = rsa.ExportPkcs8PrivateKeyPem(),
        };
        stage.Server.Respond(CloudLoggingServer.Given());

        var found = await stage.Find(it => (LogSourceSettings.CloudLogging)it with { Key = Secret.Inline(key.ToJsonString()) });

        Assert.IsType<LogAnswer.Found>(found);
        var form = stage.Server.Requests[0].Text;
        var parts = form[(form.IndexOf("assertion=", StringComparison.Ordinal) + 10)..].Split('.');
        Assert.True(rsa.VerifyData(
            Encoding.ASCII.GetBytes($"{parts[0]}.{parts[1]}"), System.Buffers.Text.Base64Url.DecodeFromChars(parts[2]),
            HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1));
        Assert.Contains(
            "\"scope\":\"https://www.googleapis.com/auth/logging.read\"",
            Encoding.UTF8.GetString(System.Buffers.Text.Base64Url.DecodeFromChars(parts[1])), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("not a key")]
    [InlineData("{}")]
    [InlineData("""{"client_email":"a","token_uri":"http://evil.example.org","private_key":"x"}""")]
    public async Task What_is_no_key_is_said_to_be_none_and_not_shown(string key)
    {
        await using var stage = await LogStage.Of("cloud_logging");

        var failed = Assert.IsType<LogAnswer.Failed>(await stage.Find(
            it => (LogSourceSettings.CloudLogging)it with { Key = Secret.Inline(key) }));

        Assert.Equal("cloud_logging: key_file: not the key of a service account", failed.Why);
    }

    [Theory]
    [InlineData("a\" OR \"b", false, "f=\"a\\\" OR \\\"b\"")]
    [InlineData("a.b\"", true, "f=~\"^a\\\\.b\\\"\"")]
    public void A_value_stays_a_value(string value, bool isPrefix, string filter) => Assert.Equal(
        filter,
        GoogleText.Untimed(new(LogStage.Google(""), [new("f", value, isPrefix)], LogStage.Noon, LogStage.Noon)));

    [Fact]
    public async Task The_console_opens_with_the_same_query()
    {
        await using var stage = await LogStage.Of("cloud_logging");

        var link = stage.Source.LinkOf(stage.Query() with { Filter = "a OR (b)" });

        Assert.StartsWith("https://console.cloud.google.com/logs/query;query=resource.labels.", link, StringComparison.Ordinal);
        Assert.EndsWith(
            "%28a%20OR%20%28b%29%0A%29;startTime=2026-11-21T11:00:00.000Z;endTime=2026-11-21T12:00:00.000Z?project=acme",
            link, StringComparison.Ordinal);
    }
}
