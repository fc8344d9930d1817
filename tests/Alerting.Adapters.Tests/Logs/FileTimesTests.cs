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
}
