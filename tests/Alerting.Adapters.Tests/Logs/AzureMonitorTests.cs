using System.IO.Compression;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using Alerting.Core.Logs;
using Alerting.Core.Logs.Languages;
using Alerting.Testing;
using Alerting.Testing.Vendors;
using Alerting.Testing.Vendors.Logs;
using Xunit;

namespace Alerting.Adapters.Tests.Logs;

/// <summary>Azure Monitor Logs.</summary>
public sealed class AzureMonitorTests
{
    private static readonly string[] Bits =
        ["'", "\\", "\"", "'; drop table X //", "\\'", "\\\\'", "| take 1", "{{pod}}", "@'", "```", "train-1", " ", "日本", ")"];

    [Fact]
    public async Task The_query_is_bounded_and_the_time_is_said_twice()
    {
        await using var stage = await LogStage.Of("azure_monitor");

        await stage.Find(it => it with { MostRecords = 50 });

        var request = Assert.Single(stage.Server.Requests);
        using var body = JsonDocument.Parse(request.Body);
        Assert.Equal(
            """
            ContainerLogV2
            | where TimeGenerated >= datetime(2026-11-21T11:00:00.000Z) and TimeGenerated < datetime(2026-11-21T12:00:00.000Z)
            | where PodNamespace == 'ml'
            | where PodName == 'train-1'
            | project At = TimeGenerated, Message = substring(tostring(LogMessage), 0, 16384), Level = tostring(LogLevel), Origin = tostring(PodName)
            | top 50 by At desc
            """,
            body.RootElement.GetProperty("query").GetString());
        Assert.Equal(
            "2026-11-21T11:00:00.000Z/2026-11-21T12:00:00.000Z", body.RootElement.GetProperty("timespan").GetString());
        Assert.Equal(("application/json", "wait=10"), (request.Header("Content-Type"), request.Header("Prefer")));
        Assert.Equal(["https://api.loganalytics.io/.default"], stage.Identity.Scopes);
    }

    [Theory]
    [InlineData(200, 2 * 1024 * 1024, 16384)]
    [InlineData(1_000, 2 * 1024 * 1024, 5242)]
    [InlineData(200, 64 * 1024, 819)]
    [InlineData(1, 64 * 1024, 16384)]
    public async Task A_message_is_whole_up_to_what_lets_a_tenth_of_the_records_fit(int records, int bytes, int longest)
    {
        await using var stage = await LogStage.Of("azure_monitor");

        await stage.Find(it => it with { MostRecords = records, MostBytes = bytes });

        Assert.Contains(
            $"substring(tostring(LogMessage), 0, {longest})", Assert.Single(stage.Server.Requests).Text,
            StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_partial_error_is_said_beside_the_records()
    {
        await using var stage = await LogStage.Of("azure_monitor");
        stage.Server.Respond(LogAnalyticsServer.Partial(new StoredLog(LogStage.Noon, "one")));

        var found = Assert.IsType<LogAnswer.Found>(await stage.Find());

        Assert.Equal("one", Assert.Single(found.Records).Text);
        Assert.Equal("a part only: The results of this query exceed the set limit of 500000 records.", found.Partial);
    }

    [Theory]
    [InlineData(200)]
    [InlineData(204)]
    public async Task An_empty_answer_is_said_to_be_empty(int status)
    {
        await using var stage = await LogStage.Of("azure_monitor");
        stage.Server.Respond(VendorAnswer.Status(status));

        var found = Assert.IsType<LogAnswer.Found>(await stage.Find());

        Assert.Empty(found.Records);
        Assert.Equal("the answer is empty: the workspace has no data, or took no query", found.Partial);
    }

    [Fact]
    public async Task What_is_wrong_with_a_query_is_told_in_its_own_words()
    {
        await using var stage = await LogStage.Of("azure_monitor");
        stage.Server.Respond(LogAnalyticsServer.Refused(400, "SemanticError", "'where' operator: no column PodName"));

        var failed = Assert.IsType<LogAnswer.Failed>(await stage.Find());

        Assert.Equal(
            $"{stage.Server.Url}/v1/workspaces/{LogAnalyticsServer.Workspace}/query answered 400: 'where' operator: no "
            + "column PodName",
            failed.Why);
        Assert.False(failed.CanHelp);
    }

    [Fact]
    public async Task Who_lacks_the_role_is_told_which()
    {
        await using var stage = await LogStage.Of("azure_monitor");
        stage.Server.Respond(LogAnalyticsServer.Refused(403, "InsufficientAccessError", "no access"));

        var failed = Assert.IsType<LogAnswer.Failed>(await stage.Find());

        Assert.Contains("Log Analytics Reader", failed.Why, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_dynamic_message_and_columns_of_any_order_are_read()
    {
        await using var stage = await LogStage.Of("azure_monitor");
        stage.Server.Respond(VendorAnswer.Status(200, """
            {"tables":[{"name":"PrimaryResult",
              "columns":[{"name":"Message","type":"dynamic"},{"name":"Level","type":"int"},{"name":"At","type":"datetime"}],
              "rows":[[{"a":1},4,"2026-11-21T11:59:00.1234567Z"],["x",null,null]]}]}
            """));

        var found = Assert.IsType<LogAnswer.Found>(await stage.Find());

        Assert.Equal(["{\"a\":1}", "x"], found.Records.Select(it => it.Text).Order(StringComparer.Ordinal).Reverse());
        Assert.Contains(found.Records, it => it.Level == Core.Jobs.Events.Level.Critical);
    }

    [Fact]
    public void No_value_of_a_label_gets_out_of_its_literal()
    {
        var seed = Seeds.Or(20261121);
        var random = new Random(seed);
        for (var n = 0; n < 5_000; n++)
        {
            var value = string.Concat(Enumerable.Range(0, random.Next(1, 9)).Select(_ => Bits[random.Next(Bits.Length)]));
            var literal = KqlText.Quote(value);

            // The grammar of the language, not ours: a text ends at the first quote without a backslash before it.
            var ends = Regex.Match(literal, @"\A'(?<text>(?:[^'\\]|\\.)*)'\z", RegexOptions.Singleline);
            Assert.True(ends.Success, $"seed {seed}: {literal}");
            Assert.Equal(value, Regex.Replace(ends.Groups["text"].Value, @"\\(.)", "$1", RegexOptions.Singleline));
        }
    }

    [Theory]
    [InlineData("a\nb")]
    [InlineData("a\0b")]
    [InlineData("a\u2028b")]
    [InlineData("half a pair")]
    public async Task A_value_with_control_characters_is_never_asked_for(string value)
    {
        await using var stage = await LogStage.Of("azure_monitor");

        // An attribute cannot hold it.
        var pod = value == "half a pair" ? "a\ud800b" : value;
        var failed = await stage.Source.Find(stage.Query(pod: pod), TestContext.Current.CancellationToken);

        Assert.IsType<LogAnswer.Failed>(failed);
        Assert.Empty(stage.Server.Requests);
    }

    [Fact]
    public async Task The_portal_opens_with_the_same_query()
    {
        await using var stage = await LogStage.Of("azure_monitor");
        var query = stage.Query(it => (LogSourceSettings.AzureMonitor)it with
        {
            Tenant = "contoso.com",
            ResourceId = "/subscriptions/s/resourceGroups/g/providers/Microsoft.OperationalInsights/workspaces/w",
        });

        var link = stage.Source.LinkOf(query)!;

        var parts = Regex.Match(
            link, @"^https://portal\.azure\.com/#@contoso\.com/blade/.*/scope/(?<scope>[^/]+)/query/(?<query>[^/]+)/"
                + "isQueryBase64Compressed/true/timespan/(?<span>[^/]+)$");
        Assert.Equal(
            """{"resources":[{"resourceId":"/subscriptions/s/resourceGroups/g/providers/Microsoft.OperationalInsights/workspaces/w"}]}""",
            Uri.UnescapeDataString(parts.Groups["scope"].Value));
        Assert.Equal(
            "2026-11-21T11:00:00.000Z/2026-11-21T12:00:00.000Z", Uri.UnescapeDataString(parts.Groups["span"].Value));
        using var packed = new MemoryStream(Convert.FromBase64String(Uri.UnescapeDataString(parts.Groups["query"].Value)));
        using var gzip = new GZipStream(packed, CompressionMode.Decompress);
        using var reader = new StreamReader(gzip, Encoding.UTF8);
        Assert.Contains("| where PodName == 'train-1'", await reader.ReadToEndAsync(TestContext.Current.CancellationToken), StringComparison.Ordinal);
        Assert.Null(stage.Source.LinkOf(stage.Query()));
    }
}
