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
}
