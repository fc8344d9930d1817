using System.Globalization;
using System.Text;
using Alerting.Core.Jobs.Events;
using Alerting.Core.Sources;
using Alerting.Core.Sources.Logs;
using Xunit;

namespace Alerting.Core.Tests.Sources;

public sealed class LogRecordsTests
{
    [Fact]
    public void Records_one_a_line_are_statuses_of_their_runs_and_a_bad_line_harms_no_other()
    {
        var read = LogRecords.Read(Payload.Bytes("logs.jsonl"));

        Assert.Equal(
            [("hub-api", "job-a", "Job completed"), ("hub-api", "job-a", "again"), ("boltz2", "r-2", "No GPU"),
             ("boltz2", "12", "{\"event\":\"oom\"}")],
            read.Events.Select(said => (said.Job, said.Run!, said.Message!)));
        Assert.Equal(
            [new("$[3]", "expected a JSON object on a line of its own"),
             new Rejection("$[4].job", "missing; expected job, job_type or service.name")],
            read.Rejected);
        Assert.All(read.Events, said => Assert.Equal(JobEventType.Status, said.Type));
    }

    [Fact]
    public void A_record_says_all_it_can()
    {
        var events = LogRecords.Read(Payload.Bytes("logs.jsonl")).Events;
        var (first, second, third) = (events[0], events[2], events[3]);

        Assert.Equal((Level.Info, "services.gpu", new DateTimeOffset(2025, 1, 20, 18, 0, 0, TimeSpan.Zero)),
            (first.Level, first.Logger, first.At));
        Assert.Equal(("production", "1.0.0"), (first.Labels["environment"], first.Code["version"]));
        Assert.Equal((Level.Error, "boltz", 2, "3", "4bf9"),
            (second.Level, second.Logger, second.Attempt, second.Partition, second.TraceId));
        Assert.EndsWith("RuntimeError: no GPU\n", second.Log, StringComparison.Ordinal);
        Assert.Equal(new(2025, 1, 20, 18, 0, 1, TimeSpan.Zero), second.At);
        Assert.Equal((Level.Critical, DateTimeOffset.FromUnixTimeMilliseconds(1737396002500)), (third.Level, third.At));
    }

    [Theory]
    [InlineData("""{"job":"j","level":"INFO"}""")]
    [InlineData("""[{"job":"j","level":"INFO"}]""")]
    [InlineData("\uFEFF{\"job\":\"j\",\n\"level\":\"INFO\"}\n")]
    [InlineData("{\"job\":\"j\",\"level\":\"INFO\"}\r\n\r\n")]
    public void One_record_comes_alone_in_an_array_or_on_a_line(string body)
    {
        var read = Read(body);

        Assert.Empty(read.Rejected);
        Assert.Equal((Level.Info, "j"), (Assert.Single(read.Events).Level, read.Events[0].Job));
    }

    [Theory]
    [InlineData("\"DEBUG\"", Level.Debug)]
    [InlineData("\"Info\"", Level.Info)]
    [InlineData("\"WARN\"", Level.Warning)]
    [InlineData("\"warning\"", Level.Warning)]
    [InlineData("\"ERROR\"", Level.Error)]
    [InlineData("\"CRITICAL\"", Level.Critical)]
    [InlineData("\"FATAL\"", Level.Critical)]
    [InlineData("10", Level.Debug)]
    [InlineData("20", Level.Info)]
    [InlineData("25", Level.Info)]
    [InlineData("30", Level.Warning)]
    [InlineData("\"40\"", Level.Error)]
    [InlineData("50", Level.Critical)]
    [InlineData("null", Level.Info)]
    public void A_level_is_a_name_or_a_number_of_python(string level, Level expected)
    {
        var read = Read($$"""{"job":"j","level":{{level}}}""");

        Assert.Empty(read.Rejected);
        Assert.Equal(expected, Assert.Single(read.Events).Level);
    }

    [Theory]
    [InlineData("\"level\":\"LOUD\"", "$[0].level")]
    [InlineData("\"level\":NaN", "$[0].level")]
    [InlineData("\"timestamp\":\"soon\"", "$[0].timestamp")]
    [InlineData("\"timestamp\":1e300", "$[0].timestamp")]
    [InlineData("\"timestamp\":-5", "$[0].timestamp")]
    [InlineData("\"attempt\":0", "$[0].attempt")]
    [InlineData("\"run\":1.5", "$[0].run")]
    [InlineData("\"logger\":{}", "$[0].logger")]
    public void What_cannot_be_used_of_a_record_is_told_and_the_record_counts(string member, string path)
    {
        var read = Read($$"""{"job":"j","message":"kept",{{member}}}""");

        Assert.Equal("kept", Assert.Single(read.Events).Message);
        Assert.Equal(path, Assert.Single(read.Rejected).Path);
    }

    [Fact]
    public void A_run_of_a_megabyte_is_told_and_its_record_is_one_of_no_named_run()
    {
        var read = Read($$"""{"job":"j","run":"{{new string('r', 1_048_576)}}","job_id":"id"}""");

        Assert.Equal("id", Assert.Single(read.Events).Run);
        Assert.Equal("$[0].run", Assert.Single(read.Rejected).Path);
    }

    [Fact]
    public void A_message_that_is_no_text_is_the_json_it_is_also_where_that_is_no_unicode()
    {
        var body = Encoding.Latin1.GetBytes("{\"job\":\"j\",\"message\":{\"a\":\"\xFF\"}}");

        Assert.Equal("{\"a\":\"\uFFFD\"}", Assert.Single(LogRecords.Read(body).Events).Message);
    }

    [Fact]
    public void A_record_that_is_nested_deep_harms_no_other()
    {
        var deep = new string('[', 900) + new string(']', 900);

        var read = Read($$"""[{"job":"a"},{"job":"b","extra":{{deep}}}]""");

        Assert.Equal(["a", "b"], read.Events.Select(said => said.Job));
    }

    [Fact]
    public void Ten_thousand_records_are_taken_at_once()
    {
        var body = new StringBuilder();
        for (var n = 0; n <= Elements.Most; n++)
        {
            body.Append(CultureInfo.InvariantCulture, $"{{\"job\":\"j\",\"run\":\"{n % 3}\"}}\n");
        }

        var lines = Read(body.ToString());
        var array = Read("[" + body.ToString().TrimEnd().Replace('\n', ',') + "]");

        Assert.All((EventsRead[])[lines, array], read =>
        {
            Assert.Equal(Elements.Most, read.Events.Length);
            Assert.Equal(
                new Rejection("$[10000]", "this and all after it are not taken: at most 10000 are at once"),
                Assert.Single(read.Rejected));
        });
    }

    [Theory]
    [InlineData("")]
    [InlineData(" \n ")]
    public void Nothing_is_refused(string body) => Assert.Equal(
        "the body is empty: expected a log record, an array of them, or one a line", Read(body).Unreadable);

    [Theory]
    [InlineData("7")]
    [InlineData("[7]")]
    public void What_is_no_object_is_rejected(string body) => Assert.Equal(
        new Rejection("$[0]", "expected a log record, an object, not 7"), Assert.Single(Read(body).Rejected));

    private static EventsRead Read(string body) => LogRecords.Read(Encoding.UTF8.GetBytes(body));
}
