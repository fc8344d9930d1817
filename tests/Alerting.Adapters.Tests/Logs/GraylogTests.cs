using System.Text.Json;
using Alerting.Core.Logs;
using Alerting.Core.Logs.Languages;
using Alerting.Testing.Vendors.Logs;
using Xunit;

namespace Alerting.Adapters.Tests.Logs;

/// <summary>Graylog.</summary>
public sealed class GraylogTests
{
    [Fact]
    public async Task A_search_says_all_that_has_other_defaults()
    {
        await using var stage = await LogStage.Of("graylog");

        await stage.Find(it => (LogSourceSettings.Graylog)it with { MostRecords = 50, Streams = ["5f3a"] });

        var request = Assert.Single(stage.Server.Requests);
        using var body = JsonDocument.Parse(request.Body);
        Assert.Equal(
            """{"query":"kubernetes_namespace:\"ml\" AND kubernetes_pod_name:\"train-1\"","streams":["5f3a"],"timerange":{"type":"absolute","from":"2026-11-21T11:00:00.000Z","to":"2026-11-21T12:00:00.000Z"},"fields":["timestamp","message","level","source"],"sort":"timestamp","sort_order":"Descending","from":0,"size":50}""",
            request.Text);
        Assert.Equal("alerting", request.Header("X-Requested-By"));
    }

    [Fact]
    public async Task Its_own_words_are_told()
    {
        await using var stage = await LogStage.Of("graylog");
        stage.Server.Respond(GraylogServer.Refused(400, "Cannot parse query"));

        var failed = Assert.IsType<LogAnswer.Failed>(await stage.Find());

        Assert.EndsWith("answered 400: Cannot parse query", failed.Why, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("a-b", false, "f:\"a-b\"")]
    [InlineData("a\" OR b:\"c\\", false, "f:\"a\\\" OR b:\\\"c\\\\\"")]
    [InlineData("a-b", true, "f:a\\-b*")]
    [InlineData("x OR *:*", true, "f:x\\ OR\\ \\*\\:\\**")]
    [InlineData("<9>/(", true, "f:?9?\\/\\(*")]
    public void A_value_stays_a_value(string value, bool isPrefix, string lucene) => Assert.Equal(
        lucene,
        LuceneText.Of(new(LogStage.Graylog(""), [new("f", value, isPrefix)], LogStage.Noon, LogStage.Noon)));

    [Fact]
    public async Task Its_search_opens_with_the_same_query()
    {
        await using var stage = await LogStage.Of("graylog");
        var query = stage.Query(it => (LogSourceSettings.Graylog)it with { Url = "https://graylog.example.org", Streams = ["a", "b"] });

        Assert.Equal(
            "https://graylog.example.org/search?q=kubernetes_namespace%3A%22ml%22%20AND%20kubernetes_pod_name%3A%22train-1%22"
            + "&rangetype=absolute&from=2026-11-21T11%3A00%3A00.000Z&to=2026-11-21T12%3A00%3A00.000Z&streams=a%2Cb",
            stage.Source.LinkOf(query));
    }
}
