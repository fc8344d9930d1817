using Alerting.Core.Logs;
using Alerting.Testing;
using Alerting.Testing.Vendors;
using Alerting.Testing.Vendors.Logs;
using Xunit;

namespace Alerting.Adapters.Tests.Logs;

/// <summary>Answers that are nearly right: nothing in them is more than a failure.</summary>
public sealed class LogAnswerFuzzTests
{
    private static readonly string[] Pieces =
        ["null", "[]", "{}", "1e999", "-1", "\"\\ud800\"", "\"", "[", "}", ",", "\0", "[[[[", "true", "\u00e9"];

    public static TheoryData<string> Kinds => LogStage.Kinds;

    [Theory, MemberData(nameof(Kinds))]
    public async Task Whatever_is_changed_in_an_answer_it_is_read_or_said_to_be_wrong(string kind)
    {
        await using var stage = await LogStage.Of(kind);
        await stage.Warm();
        var seed = Seeds.Or(77);
        var random = new Random(seed);
        var right = RightAnswer(kind);
        for (var n = 0; n < 300; n++)
        {
            var (at, length) = (random.Next(right.Length), random.Next(8));
            var wrong = right[..at] + Pieces[random.Next(Pieces.Length)] + right[Math.Min(right.Length, at + length)..];
            stage.Server.Respond(VendorAnswer.Status(200, wrong));

            var answer = await stage.Find();

            Assert.True(answer is LogAnswer.Found or LogAnswer.Failed { Why.Length: > 0 }, $"seed {seed}: {wrong}");
        }
    }

    [Theory, MemberData(nameof(Kinds))]
    public async Task Half_a_surrogate_pair_takes_no_other_record_with_it(string kind)
    {
        await using var stage = await LogStage.Of(kind);
        await stage.Warm();
        stage.Server.Respond(VendorAnswer.Status(
            200, RightAnswer(kind).Replace("text-1", "\\udce9", StringComparison.Ordinal)));

        var found = Assert.IsType<LogAnswer.Found>(await stage.Find());

        Assert.Equal(["\\udce9", "text-2"], found.Records.Select(it => it.Text).Order(StringComparer.Ordinal));
    }

    private static string RightAnswer(string kind) => kind switch
    {
        "azure_monitor" => """
            {"tables":[{"name":"PrimaryResult","columns":[{"name":"At","type":"datetime"},{"name":"Message","type":"string"},
            {"name":"Level","type":"string"},{"name":"Origin","type":"string"}],
            "rows":[["2026-11-21T11:59:00Z","text-1","ERROR","p"],["2026-11-21T11:58:00Z","text-2",null,null]]}]}
            """,
        "elasticsearch" => """
            {"timed_out":false,"_shards":{"total":1,"successful":1,"failed":0},"hits":{"hits":[
            {"fields":{"@timestamp":["2026-11-21T11:59:00Z"],"message":["text-1"],"log.level":["error"]}},
            {"fields":{"@timestamp":["2026-11-21T11:58:00Z"],"message":["text-2"]}}]}}
            """,
        "graylog" => """
            {"schema":[{"field":"timestamp"},{"field":"message"},{"field":"level"},{"field":"source"}],
            "datarows":[["2026-11-21T11:59:00Z","text-1",3,"s"],["2026-11-21T11:58:00Z","text-2",null,null]],"metadata":{}}
            """,
        _ => """
            {"entries":[{"timestamp":"2026-11-21T11:59:00Z","severity":"ERROR","textPayload":"text-1","resource":{"labels":{}}},
            {"timestamp":"2026-11-21T11:58:00Z","jsonPayload":{"message":"text-2"}}]}
            """,
    };
}
