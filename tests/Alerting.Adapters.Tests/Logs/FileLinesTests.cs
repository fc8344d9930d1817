using Xunit;

namespace Alerting.Adapters.Tests.Logs;

/// <summary>Single lines of files that are not as they should be.</summary>
public sealed class FileLinesTests : IDisposable
{
    private const string Reason = """{"time":"2026-11-21T11:57:00Z","msg":"the reason"}""";

    private readonly FileStage stage = new();

    public void Dispose() => stage.Dispose();

    [Theory]
    [InlineData("""{"time":"2026-11-21T11:56:00Z","msg":"odd","job":"\ud800"}""")]
    [InlineData("""{"time":"2026-11-21T11:56:00Z","msg":"odd","\ud800ob":1}""")]
    [InlineData("""{"time":"2026-11-21T11:56:00Z","msg":"odd","jo\ud800":1}""")]
    [InlineData("""{"time":"\ud800","msg":"odd"}""")]
    [InlineData("""{"\ud800":1,"msg":"odd"}""")]
    [InlineData("""{"msg":"odd","level":"\ud800"}""")]
    public async Task Half_a_surrogate_pair_does_not_take_the_other_lines_with_it(string odd)
    {
        stage.Write("train.log", $"{odd}\n{Reason}\n{odd}\n");

        Assert.Contains("the reason", await stage.Texts(stage.Query()));
    }

    [Fact]
    public async Task A_byte_that_is_no_text_does_not_take_the_other_lines_with_it()
    {
        stage.Write("train.log", [
            .. "{\"time\":\"2026-11-21T11:56:00Z\",\"msg\":\"another's\",\"job\":\""u8, 0xFF, .. "\"}\n"u8,
            .. "{\"time\":\"2026-11-21T11:56:30Z\",\"msg\":\"half "u8, 0xFF, .. "\"}\n"u8,
            .. System.Text.Encoding.UTF8.GetBytes(Reason)]);

        Assert.Equal(["half \uFFFD", "the reason"], await stage.Texts(stage.Query()));
    }

    [Fact]
    public async Task The_mark_at_the_beginning_of_a_file_is_no_part_of_its_first_line()
    {
        stage.Write("train.log", [
            0xEF, 0xBB, 0xBF, .. """{"time":"2026-11-21T11:56:00Z","msg":"another's","job":"score"}"""u8, (byte)'\n',
            .. System.Text.Encoding.UTF8.GetBytes(Reason)]);
        stage.Write("train.txt", [0xEF, 0xBB, 0xBF, .. "2026-11-21T11:58:00Z first\n"u8]);

        Assert.Equal(["the reason", "first"], await stage.Texts(stage.Query()));
    }
}
