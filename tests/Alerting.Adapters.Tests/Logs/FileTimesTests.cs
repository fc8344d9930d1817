using System.Text;
using Alerting.Adapters.Logs;
using Xunit;

namespace Alerting.Adapters.Tests.Logs;

/// <summary>Times of lines that are not what they seem to be.</summary>
public sealed class FileTimesTests : IDisposable
{
    private readonly FileStage stage = new();

    public void Dispose() => stage.Dispose();

    [Fact]
    public async Task A_line_of_the_day_before_does_not_end_the_reading()
    {
        var text = new StringBuilder();
        for (var n = 0; n < 150; n++)
        {
            text.Append(FormattableString.Invariant($"2026-11-21T11:5{n / 60}:{n % 60:00}Z {n} {new string('x', 4000)}\n"));
        }

        text.Append("2026-11-20T00:00:00Z replayed\n2026-11-21T11:58:00Z after\n");
        stage.Write("train.log", text.ToString());

        var found = await stage.Find(stage.Query(bytes: 16 * 1024 * 1024, records: 1000));

        Assert.Equal(151, found.Records.Length);
        Assert.Null(found.Partial);
    }

    [Theory]
    [InlineData("2026-11-21 12:57:00 +0100 ERROR x")]
    [InlineData("2026-11-21T12:57:00.123 +01:00 ERROR x")]
    [InlineData("2026/11/21 12:57:00 +01:00] ERROR x")]
    [InlineData("2026-11-21 12:57:00+01 ERROR x")]
    [InlineData("2026-11-21 11:57:00 UTC ERROR x")]
    [InlineData("[2026-11-21 11:57:00.5 GMT] ERROR x")]
    [InlineData("2026-11-21 11:57:00 ERROR x")]
    public async Task A_zone_behind_a_blank_is_one(string line)
    {
        stage.Write("train.log", line);

        var record = Assert.Single((await stage.Find(stage.Query())).Records);

        Assert.Equal("ERROR x", record.Text);
        Assert.Equal(FileStage.Noon.AddMinutes(-3), new DateTimeOffset(record.At!.Value.Ticks / TimeSpan.TicksPerSecond
            * TimeSpan.TicksPerSecond, TimeSpan.Zero));
    }

    [Theory]
    [InlineData("-1500 of it")]
    [InlineData("+0100000 rows")]
    [InlineData("-5 degrees")]
    [InlineData("CETERA")]
    [InlineData("UTCX")]
    public async Task What_is_no_zone_stays_in_the_text(string text)
    {
        stage.Write("train.log", $"2026-11-21 11:57:00 {text}");

        Assert.Equal([new(FileStage.Noon.AddMinutes(-3), text, null, "train.log")], (await stage.Find(stage.Query())).Records);
    }

    [Fact]
    public async Task Times_of_a_zone_that_is_a_word_are_none()
    {
        const string Line = "2026-11-21 12:57:00.123 CET [12] ERROR x";
        stage.Write("train.log", Line);

        Assert.Equal([new(null, Line, null, "train.log")], (await stage.Find(stage.Query())).Records);
    }

    [Fact]
    public async Task Dates_of_data_that_is_printed_are_no_times_of_lines()
    {
        stage.Write("train.log", """
            loading
                                 value
            2026-01-01 00:00:00    1.0
            2026-01-02 00:00:00    2.0
            Traceback (most recent call last):
            ValueError: the reason
            """);

        var found = await stage.Find(stage.Query());

        Assert.Equal("2026-01-02 00:00:00    2.0", found.Records[3].Text);
        Assert.Equal("ValueError: the reason", found.Records[^1].Text);
        Assert.All(found.Records, it => Assert.Null(it.At));
        Assert.Equal("no line of train.log has a time near that of the file", found.Partial);
    }

    [Fact]
    public async Task Dates_of_data_between_lines_with_times_belong_to_the_line_before()
    {
        stage.Write("train.log", """
            2026-11-21T11:57:00Z the frame:
            2026-01-01 00:00:00    1.0
            Traceback (most recent call last):
            ValueError: the reason
            """);

        var found = await stage.Find(stage.Query());

        Assert.Equal(
            ["the frame:", "2026-01-01 00:00:00    1.0", "Traceback (most recent call last):", "ValueError: the reason"],
            found.Records.Select(it => it.Text));
        Assert.All(found.Records, it => Assert.Equal(FileStage.Noon.AddMinutes(-3), it.At));
    }

    [Theory]
    [InlineData("12:57:00", "57 min ahead of")]
    [InlineData("10:57:00", "63 min behind")]
    public async Task Of_a_file_whose_clock_is_off_the_last_lines_are_told(string time, string how)
    {
        stage.Write("train.log", $"2026-11-21 {time} ERROR the reason\n");

        var found = await stage.Find(stage.Query());

        Assert.Equal([new(null, $"2026-11-21 {time} ERROR the reason", null, "train.log")], found.Records);
        Assert.Equal($"the times of train.log are {how} the file's own", found.Partial);
    }

    [Theory]
    [InlineData(-11)]
    [InlineData(1)]
    public async Task Of_a_file_that_was_not_written_within_the_window_nothing_is_told(int minutes)
    {
        var path = stage.Write("train.log", "2026-11-21 12:57:00 ERROR of another time\n");
        File.SetLastWriteTimeUtc(path, FileStage.Noon.AddMinutes(minutes).UtcDateTime);

        var found = await stage.Find(stage.Query());

        Assert.Empty(found.Records);
        Assert.Null(found.Partial);
    }

    [Fact]
    public async Task What_another_job_says_within_the_window_is_enough_for_the_clock_to_be_right()
    {
        stage.Write("all.jsonl", """
            {"time":"2026-11-21T10:57:00Z","msg":"mine, an hour ago","job":"train"}
            {"time":"2026-11-21T11:57:00Z","msg":"another's","job":"score"}
            """);

        var found = await stage.Find(stage.Query(["all.jsonl", "{job}.log"]));

        Assert.Empty(found.Records);
        Assert.Null(found.Partial);
    }

    [Theory]
    [InlineData("02:13:04")]
    [InlineData("1.5")]
    [InlineData("11/21")]
    [InlineData("May")]
    [InlineData("2026-11-21")]
    [InlineData("21-11-2026 11:57:00")]
    public void Only_what_has_a_date_and_a_time_is_an_instant(string text) => Assert.Null(Instants.Read(text));

    [Theory]
    [InlineData("2026-11-21T11:57:00.123456789Z")]
    [InlineData("2026-11-21t11:57:00z")]
    [InlineData("2026-11-21 12:57:00+01:00")]
    [InlineData("2026/11/21 11:57:00")]
    [InlineData("2026-11-21T11:57")]
    public void An_instant_is_read_in_each_of_its_forms(string text) =>
        Assert.InRange(Instants.Read(text)!.Value, FileStage.Noon.AddMinutes(-3), FileStage.Noon.AddMinutes(-2.9));
}
