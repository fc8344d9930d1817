using System.Text;
using System.Text.Json;
using Alerting.Core.Jobs.Events;
using Alerting.Testing;
using Xunit;

namespace Alerting.Core.Tests.Jobs.Events;

public sealed class JobEventJsonTests
{
    [Fact]
    public void An_event_is_read_back_as_it_was_written()
    {
        var seed = Seeds.Or(20_261_121);
        var events = new RandomJobEvent(seed);
        for (var round = 0; round < 2_000; round++)
        {
            var said = events.Next();

            var back = JobEventJson.Read(JobEventJson.Write(said));

            Assert.True(AreSame(said, back), $"seed {seed}, round {round}: {Text(said)} came back as {Text(back)}");
        }
    }

    [Fact]
    public void What_is_unsaid_is_not_written() => Assert.Equal(
        """{"type":"success","job":"nightly"}""",
        Text(new() { Type = JobEventType.Success, Job = "nightly" }));

    [Fact]
    public void Every_member_has_a_name_of_its_own()
    {
        const string Full = """
            {"type":"fail","job":"j","run":"r","attempt":2,"partition":"p","partitions":3,"sequence":4,"kind":"backfill",
            "at":"2026-11-21T11:00:00.5+01:00","scheduled_at":"2026-11-21T10:00:00+00:00","event_id":"e","ping":true,
            "level":"ERROR","logger":"g","signal":"SIGKILL","reason":"OOMKilled","message":"m","log":"l","trace_id":"t",
            "exit_code":137,"rows":1.5,"bytes":0,"metrics":{"accuracy":[0.9,100],"loss":[1E+300]},"model":{"name":"n"},
            "dataset":{"version":"v"},"code":{"commit":"c"},"resources":{"cpu_seconds":"1"},"labels":{"team":"x"},
            "parents":["a","b/1"]}
            """;

        Assert.Equal(Full.ReplaceLineEndings(""), Text(JobEventJson.Read(Encoding.UTF8.GetBytes(Full))));
    }

    [Fact]
    public void Members_and_words_of_a_later_version_are_left_out()
    {
        var said = JobEventJson.Read("""
            {"type":"evicted","job":"j","kind":"canary","level":"FATAL","later":{"deep":[1]}}
            """u8.ToArray());

        Assert.Equal("""{"type":"status","job":"j"}""", Text(said));
    }

    [Theory]
    [InlineData("")]
    [InlineData("[]")]
    [InlineData("{}")]
    [InlineData("""{"type":"fail"}""")]
    [InlineData("""{"type":1,"job":"j"}""")]
    [InlineData("""{"type":"fail","job":"j","at":"yesterday"}""")]
    [InlineData("""{"type":"fail","job":"j","metrics":{"a":"1"}}""")]
    public void What_is_no_event_is_said_to_be_none(string text) =>
        Assert.ThrowsAny<JsonException>(() => JobEventJson.Read(Encoding.UTF8.GetBytes(text)));

    [Fact]
    public void Half_a_surrogate_pair_does_no_harm()
    {
        var said = new JobEvent { Type = JobEventType.Fail, Job = "j", Message = "a\uD83D" };

        Assert.Equal("a\uFFFD", JobEventJson.Read(JobEventJson.Write(said)).Message);
    }

    private static string Text(JobEvent said) => Encoding.UTF8.GetString(JobEventJson.Write(said));

    // Record equality does not look inside collections.
    private static bool AreSame(JobEvent one, JobEvent other) =>
        one.Metrics.SequenceEqual(other.Metrics) && one.Model.SequenceEqual(other.Model)
        && one.Dataset.SequenceEqual(other.Dataset) && one.Code.SequenceEqual(other.Code)
        && one.Resources.SequenceEqual(other.Resources) && one.Labels.SequenceEqual(other.Labels)
        && one.Parents.SequenceEqual(other.Parents) && one.At?.Offset == other.At?.Offset
        && one.ScheduledAt?.Offset == other.ScheduledAt?.Offset
        && one == other with
        {
            Metrics = one.Metrics,
            Model = one.Model,
            Dataset = one.Dataset,
            Code = one.Code,
            Resources = one.Resources,
            Labels = one.Labels,
            Parents = one.Parents,
        };
}
