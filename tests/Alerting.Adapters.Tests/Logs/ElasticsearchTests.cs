using System.Text.Json;
using Alerting.Adapters.Logs.Elasticsearch;
using Alerting.Core.Logs;
using Alerting.Testing.Schemas;
using Alerting.Testing.Vendors;
using Alerting.Testing.Vendors.Logs;
using Xunit;

namespace Alerting.Adapters.Tests.Logs;

/// <summary>Elasticsearch.</summary>
public sealed class ElasticsearchTests
{
    [Fact]
    public void A_search_is_one_that_its_description_allows()
    {
        SharedFile.Find("schemas/elasticsearch_search.subset.openapi.json");
        var query = Query("\"}},{\"match_all\":{}", "log.level:(\"error\" OR \"fatal\")");
        var body = ElasticsearchBody.Of(query, 50);

        Assert.Null(ElasticsearchServer.Fault(new("POST", "/logs-*/_search", new Dictionary<string, string>(), body)));
    }

    [Fact]
    public void The_stand_in_refuses_what_the_description_does_not_allow()
    {
        SharedFile.Find("schemas/elasticsearch_search.subset.openapi.json");
        var body = """{"query":{"bool":{"filter":[{"term":{"a":{"valeu":[1]}}}]}},"size":"ten"}"""u8.ToArray();

        Assert.NotNull(ElasticsearchServer.Fault(new("POST", "/logs-*/_search", new Dictionary<string, string>(), body)));
    }

    [Theory]
    [InlineData("train-1")]
    [InlineData("\"}},{\"match_all\":{}}]}}")]
    [InlineData("a\\\"b*?")]
    public void A_value_is_nothing_but_a_value(string value)
    {
        using var body = JsonDocument.Parse(ElasticsearchBody.Of(Query(value, ""), 7));

        var filter = body.RootElement.GetProperty("query").GetProperty("bool").GetProperty("filter");
        Assert.Equal(3, filter.GetArrayLength());
        Assert.Equal(
            value, filter[1].GetProperty("term").GetProperty("kubernetes.namespace").GetProperty("value").GetString());
        Assert.Equal(
            value, filter[2].GetProperty("prefix").GetProperty("kubernetes.pod.name").GetProperty("value").GetString());
        Assert.Equal(
            ["size", "track_total_hits", "timeout", "_source", "fields", "query", "sort"],
            body.RootElement.EnumerateObject().Select(member => member.Name));
        Assert.Equal("8000ms", body.RootElement.GetProperty("timeout").GetString());
    }

    [Fact]
    public async Task The_place_is_the_index()
    {
        await using var stage = await LogStage.Of("elasticsearch");

        await stage.Find(it => (LogSourceSettings.Elasticsearch)it with { Index = "logs-*,old:traces-*" });

        Assert.Equal(
            "/logs-%2A%2Cold%3Atraces-%2A/_search?ignore_unavailable=true&allow_no_indices=true",
            Assert.Single(stage.Server.Requests).Target);
    }

    [Theory]
    [InlineData(true, 0, "the search ran out of time: a part only")]
    [InlineData(false, 2, "2 shards failed: a part only (no such field)")]
    public async Task A_part_is_said_to_be_one(bool isLate, int failed, string partial)
    {
        await using var stage = await LogStage.Of("elasticsearch");
        stage.Server.Respond(ElasticsearchServer.Partial(isLate, failed, new StoredLog(LogStage.Noon, "one")));

        var found = Assert.IsType<LogAnswer.Found>(await stage.Find());

        Assert.Equal(("one", partial), (Assert.Single(found.Records).Text, found.Partial));
    }

    [Theory]
    [InlineData("skipped")]
    [InlineData("partial")]
    [InlineData("failed")]
    public async Task Clusters_that_are_away_are_said_to_be(string state)
    {
        await using var stage = await LogStage.Of("elasticsearch");
        stage.Server.Respond(ElasticsearchServer.Clusters(state, new StoredLog(LogStage.Noon, "one")));

        var found = Assert.IsType<LogAnswer.Found>(await stage.Find());

        Assert.Equal(
            ("one", "1 clusters did not answer in full: a part only"), (Assert.Single(found.Records).Text, found.Partial));
    }

    [Theory]
    [InlineData("log-prod", "answered 404: no such index [log-prod]")]
    [InlineData("logs-app,log-prod", "answered 404: no such index [log-prod]")]
    public async Task A_trial_fails_where_there_is_no_such_index(string index, string why)
    {
        await using var stage = await LogStage.Of("elasticsearch");
        var source = (LogSourceSettings.Elasticsearch)stage.Settings with { Index = index };

        var failed = Assert.IsType<LogAnswer.Failed>(await stage.Source.Find(
            LogPlan.Trial(source, LogStage.Noon), TestContext.Current.CancellationToken));

        Assert.EndsWith(why, failed.Why, StringComparison.Ordinal);
        Assert.IsType<LogAnswer.Found>(await stage.Find(_ => source));
    }

    [Theory]
    [InlineData("logs-*", null)]
    [InlineData("log-prod*", "there is no index of that name")]
    public async Task A_pattern_that_no_index_has_is_said_to_be_one(string index, string? partial)
    {
        await using var stage = await LogStage.Of("elasticsearch");
        var source = (LogSourceSettings.Elasticsearch)stage.Settings with { Index = index };

        var found = Assert.IsType<LogAnswer.Found>(await stage.Source.Find(
            LogPlan.Trial(source, LogStage.Noon), TestContext.Current.CancellationToken));

        Assert.Equal(partial, found.Partial);
    }

    [Theory]
    [InlineData(429, "es_rejected_execution_exception")]
    [InlineData(503, "no_shard_available_action_exception")]
    public async Task A_cluster_with_too_much_to_do_can_be_asked_again(int status, string type)
    {
        await using var stage = await LogStage.Of("elasticsearch");
        stage.Server.Respond(ElasticsearchServer.Refused(status, type, "rejected execution of search"));

        var answer = Assert.IsType<LogAnswer.Failed>(await stage.Find());

        Assert.True(answer.CanHelp);
        Assert.EndsWith($"answered {status}: rejected execution of search", answer.Why, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Records_without_the_message_are_counted()
    {
        await using var stage = await LogStage.Of("elasticsearch");
        stage.Server.Respond(VendorAnswer.Status(
            200, """{"timed_out":false,"hits":{"hits":[{"_id":"a"},{"fields":{"message":["x"],"@timestamp":["no time"]}}]}}"""));

        var found = Assert.IsType<LogAnswer.Found>(await stage.Find());

        Assert.Equal(new LogRecord(null, "x"), Assert.Single(found.Records));
        Assert.Equal("1 records have no field message", found.Partial);
    }

    [Fact]
    public void Kibana_opens_with_the_same_query()
    {
        var query = Query("it's!", "") with { };
        var source = (LogSourceSettings.Elasticsearch)query.Source with
        {
            Kibana = "https://kibana.example.org",
            DataView = "logs",
            Space = "ml",
        };

        var link = ElasticsearchLink.Of(query with { Source = source })!;

        Assert.StartsWith("https://kibana.example.org/s/ml/app/discover#/?_g=", link, StringComparison.Ordinal);
        Assert.Contains(
            "query:(language:lucene,query:'kubernetes.namespace:\"it!'s!!\" AND kubernetes.pod.name:it!'s\\!!*')",
            Uri.UnescapeDataString(link), StringComparison.Ordinal);
        Assert.Contains("dataSource:(dataViewId:'logs',type:dataView)", Uri.UnescapeDataString(link), StringComparison.Ordinal);
        Assert.Null(ElasticsearchLink.Of(query));
    }

    private static LogQuery Query(string value, string filter) => new(
        LogStage.Elastic("http://es:9200"),
        [new("kubernetes.namespace", value, false), new("kubernetes.pod.name", value, true)],
        LogStage.Noon.AddHours(-1), LogStage.Noon)
    {
        Filter = filter,
    };
}
