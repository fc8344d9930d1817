using System.Diagnostics;
using System.Globalization;
using System.Text;
using Alerting.Adapters.Logs.Files;
using Alerting.Core.Jobs.Events;
using Alerting.Core.Logs;
using Alerting.Testing;
using Xunit;

namespace Alerting.Adapters.Tests.Logs;

/// <summary>Files of logs. Tried: JSON lines, text, sizes, garbage, paths that lead elsewhere.</summary>
public sealed class FileLogsTests : IDisposable
{
    private const string Esc = "\u001b";

    private readonly FileStage stage = new();

    public void Dispose() => stage.Dispose();

    [Fact]
    public async Task A_folder_that_is_not_there_has_nothing()
    {
        var found = await stage.Find(stage.Query());

        Assert.Empty(found.Records);
        Assert.Null(found.Partial);
    }

    [Fact]
    public async Task Lines_of_text_are_read_with_time_and_file()
    {
        stage.Write("train.log", """
            2026-11-21T11:49:00Z INFO too early
            2026-11-21 11:55:00,250 ERROR it broke
              at somewhere
            [2026/11/21 11:56:00]   plain
            2026-11-21T12:56:30.5+01:00 stderr F WARNING of a container
            2026-11-21T12:00:00Z too late
            """);

        var found = await stage.Find(stage.Query());

        Assert.Equal(
            [
                new(At("11:55:00.25"), "ERROR it broke", null, "train.log"),
                new(At("11:55:00.25"), "  at somewhere", null, "train.log"),
                new(At("11:56:00"), "  plain", null, "train.log"),
                new(At("11:56:30.5"), "stderr F WARNING of a container"[9..], null, "train.log"),
            ],
            found.Records);
        Assert.Null(found.Partial);
    }

    [Fact]
    public async Task Lines_of_JSON_are_read_and_those_of_others_left_out()
    {
        stage.Write("all.jsonl", """
            {"time":"2026-11-21T11:55:00Z","level":"error","msg":"mine","job":"train","exc_info":"Traceback\n  x"}
            {"ts":1795262160.5,"severity":"CRITICAL","message":"mine too","job":"train","run":"7"}
            {"time":"2026-11-21T11:57:00Z","msg":"another's","job":"score"}
            {"time":"2026-11-21T11:57:00Z","msg":"nobody's"}
            not JSON
            """);

        var found = await stage.Find(stage.Query(["all.jsonl", "{job}.log"]));

        Assert.Equal(
            [
                new(At("11:55:00"), "mine\nTraceback\n  x", Level.Error, "all.jsonl"),
                new(At("11:56:00.5"), "mine too", Level.Critical, "all.jsonl"),
            ],
            found.Records);
    }

    [Fact]
    public async Task A_file_of_the_alert_is_all_of_it_but_what_says_otherwise()
    {
        stage.Write("train.log", """
            {"time":"2026-11-21T11:55:00Z","msg":"no field"}
            {"time":"2026-11-21T11:55:01Z","msg":"of another run","run":"8"}
            {"time":"2026-11-21T11:55:02Z","msg":"of the run","run":"7"}
            """);

        Assert.Equal(
            ["no field", "of the run"],
            await stage.Texts(stage.Query(fields: [new("job", "train", false), new("run", "7", false)])));
    }

    [Fact]
    public async Task Without_times_the_last_lines_count_where_the_file_was_written_since()
    {
        var path = stage.Write("train.log", "a\nb\nc\n");

        Assert.Equal(["b", "c"], await stage.Texts(stage.Query(records: 2)));

        File.SetLastWriteTimeUtc(path, FileStage.Noon.AddHours(-1).UtcDateTime);
        Assert.Empty(await stage.Texts(stage.Query()));
    }

    [Fact]
    public async Task The_first_path_that_has_a_file_counts()
    {
        stage.Write("train.log", "general");
        stage.Write("train/7.log", "of the run");
        LogField[] fields = [new("job", "train", false), new("run", "7", false)];

        Assert.Equal(["of the run"], await stage.Texts(stage.Query(fields: fields)));
        Assert.Equal(["general"], await stage.Texts(stage.Query(["{run}/x.log", "{job}.log"], fields)));
    }

    [Fact]
    public async Task Stars_stand_for_parts_of_names()
    {
        stage.Write("ml_train-1_uid/main/0.log", "mine");
        stage.Write("ml_train-12_uid/main/0.log", "another's");
        LogField[] fields = [new("namespace", "ml", false), new("pod", "train-1", false)];

        Assert.Equal(["mine"], await stage.Texts(stage.Query(["{namespace}_{pod}_*/*/*.log"], fields)));
    }

    [Fact]
    public async Task The_place_in_a_hundred_megabytes_is_found_fast()
    {
        WriteLarge("train.log", megabytes: 100);

        await Late.NotEachTime(TimeSpan.FromMilliseconds(500), async () =>
        {
            var watch = Stopwatch.StartNew();
            var found = await stage.Find(stage.Query(records: 5));

            Assert.Equal(5, found.Records.Length);
            Assert.All(found.Records, it => Assert.InRange(it.At!.Value, FileStage.Noon.AddMinutes(-10), FileStage.Noon));
            return watch.Elapsed;
        });
    }

    [Fact]
    public async Task A_line_of_fifty_megabytes_is_bounded()
    {
        var path = Path.Combine(stage.Root, "train.log");
        Directory.CreateDirectory(stage.Root);
        using (var file = File.Create(path))
        {
            file.Write("2026-11-21T11:55:00Z before\n"u8);
            var block = Encoding.ASCII.GetBytes(new string('x', 1024 * 1024));
            for (var n = 0; n < 50; n++)
            {
                file.Write(block);
            }

            file.Write("\n2026-11-21T11:56:00Z after\n"u8);
        }

        var found = await stage.Find(stage.Query());

        Assert.Equal("after", found.Records[^1].Text);
        Assert.All(found.Records, it => Assert.InRange(it.Text.Length, 1, 16 * 1024));
    }

    [Fact]
    public async Task Of_a_line_that_is_longer_than_what_is_read_its_end_is_told()
    {
        stage.Write("train.log", string.Concat(Enumerable.Repeat("word-0000 ", 30_000)) + "the end");

        var found = await stage.Find(stage.Query(bytes: 64 * 1024));

        // Its first word is whole: half a credential would not be known for one.
        Assert.Matches("^(word-0000 )+the end$", Assert.Single(found.Records).Text);
        Assert.Equal("a line of train.log is longer than what is read", found.Partial);
    }

    [Fact]
    public async Task Garbage_and_terminal_escapes_do_no_harm()
    {
        var garbage = new byte[200_000];
        new Random(1).NextBytes(garbage);
        stage.Write("train.log", [
            .. garbage, .. Encoding.UTF8.GetBytes($"\n{Esc}[1;31mred{Esc}[0m {Esc}]0;title\u0007x\n"),
            .. "caf\u00e9 "u8, 0xFF, .. " ok\n"u8]);

        var found = await stage.Find(stage.Query());

        Assert.Equal(["red x", "café \uFFFD ok"], found.Records.TakeLast(2).Select(it => it.Text));
        Assert.All(found.Records, it => Assert.DoesNotContain(it.Text, c => char.IsControl(c) && c is not ('\n' or '\t')));
        Assert.Equal("lines of train.log that are not text were left out", found.Partial);
    }

    [Theory]
    [InlineData("../secret")]
    [InlineData("..")]
    [InlineData(".")]
    [InlineData("a/../../secret")]
    [InlineData("/etc/passwd")]
    [InlineData("..\\secret")]
    [InlineData("*")]
    public async Task A_value_leads_nowhere_else(string value)
    {
        stage.WriteOutside("secret.log", "secret");
        stage.WriteOutside("secret", "secret");
        stage.Write("other.log", "another's");

        Assert.Empty(await stage.Texts(stage.Query(
            ["{job}.log", "{job}*", "{job}", "{job}/*", "x/{job}"], [new("job", value, false)])));
    }

    [Fact]
    public async Task Links_are_not_followed()
    {
        var outside = Path.Combine(stage.Folder, "outside");
        stage.WriteOutside("outside/x.log", "secret");
        Directory.CreateDirectory(stage.Root);
        File.CreateSymbolicLink(Path.Combine(stage.Root, "train.log"), Path.Combine(outside, "x.log"));
        Directory.CreateSymbolicLink(Path.Combine(stage.Root, "train"), outside);

        Assert.Empty(await stage.Texts(stage.Query(["{job}.log", "{job}/*", "*/x.log", "*.log"])));
        Assert.Null(OpenFile.Try(Path.Combine(stage.Root, "train.log")));
    }

    [Fact]
    public async Task A_pipe_that_nobody_writes_does_not_hang()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "no pipes in folders");
        Directory.CreateDirectory(stage.Root);
        using var made = Process.Start("mkfifo", Path.Combine(stage.Root, "train.log"));
        await made.WaitForExitAsync(TestContext.Current.CancellationToken);

        var found = await stage.Find(stage.Query());

        Assert.Empty(found.Records);
        Assert.Equal("train.log cannot be read, or is no file", found.Partial);
        Assert.Null(OpenFile.Try("/dev/zero"));
    }

    [Fact]
    public async Task Packed_files_are_not_read()
    {
        stage.Write("train.log.gz", "packed");

        Assert.Empty(await stage.Texts(stage.Query()));
    }

    [Fact]
    public async Task Records_of_several_files_come_in_the_order_of_time_within_all_bounds()
    {
        stage.Write("train/a.log", "2026-11-21T11:51:00Z one\n2026-11-21T11:53:00Z three");
        stage.Write("train/b.log", "2026-11-21T11:52:00Z two\n2026-11-21T11:54:00Z four");

        Assert.Equal(["one", "two", "three", "four"], await stage.Texts(stage.Query()));
        Assert.Equal(["three", "four"], await stage.Texts(stage.Query(records: 2)));
    }

    [Fact]
    public async Task A_deadline_that_has_passed_is_a_failure()
    {
        stage.Write("train.log", "x");

        var failed = Assert.IsType<LogAnswer.Failed>(
            await new FileLogs(stage.Clock).Find(stage.Query(), new CancellationToken(canceled: true)));

        Assert.True(failed.CanHelp);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(37)]
    [InlineData(500)]
    [InlineData(1439)]
    public async Task The_search_by_time_finds_what_a_reading_of_all_finds(int minute)
    {
        var random = new Random(minute);
        var text = new StringBuilder();
        for (var n = 0; n < 1440; n++)
        {
            text.Append(CultureInfo.InvariantCulture, $"{FileStage.Noon.AddMinutes(n):yyyy-MM-ddTHH:mm:ssZ} {n}\n");
            text.Append('y', random.Next(2) == 0 ? 0 : random.Next(3_000)).Append('\n');
        }

        stage.Write("train.log", text.ToString());
        var query = stage.Query() with { From = FileStage.Noon.AddMinutes(minute), To = FileStage.Noon.AddMinutes(minute + 1) };

        var texts = await stage.Texts(query);

        Assert.Equal(minute.ToString(CultureInfo.InvariantCulture), texts[0]);
        Assert.All(texts.Skip(1), it => Assert.Equal("", it.Trim('y')));
        Assert.InRange(texts.Length, 1, 2);
    }

    private static DateTimeOffset At(string time) =>
        DateTimeOffset.Parse("2026-11-21T" + time + "Z", CultureInfo.InvariantCulture);

    // A day of lines, of which the query asks for ten minutes.
    private void WriteLarge(string name, int megabytes)
    {
        Directory.CreateDirectory(stage.Root);
        using var file = new StreamWriter(Path.Combine(stage.Root, name));
        var filler = new string('x', 1_000);
        for (var n = 0; n < megabytes * 1024; n++)
        {
            var at = FileStage.Noon.AddHours(-12) + TimeSpan.FromDays(1) * n / (megabytes * 1024);
            file.Write(at.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture));
            file.Write(" INFO ");
            file.Write(filler);
            file.Write('\n');
        }
    }
}
