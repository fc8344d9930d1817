using Alerting.Adapters.Logs;
using Alerting.Adapters.Logs.Files;
using Alerting.Core.Logs;
using Xunit;

namespace Alerting.Adapters.Tests.Logs;

/// <summary>Which files of a folder count, and how many of them.</summary>
public sealed class FileFoldersTests : IDisposable
{
    private readonly FileStage stage = new();

    public void Dispose() => stage.Dispose();

    [Theory]
    [InlineData("")]
    [InlineData("2026-11-21T11:55:00Z ")]
    public async Task What_was_written_last_is_kept_of_files_that_are_too_long_together(string time)
    {
        var before = stage.Write("train/stdout.log", string.Concat(
            Enumerable.Range(0, 300).Select(n => $"{time}progress {n}\n")));
        File.SetLastWriteTimeUtc(before, FileStage.Noon.AddSeconds(-5).UtcDateTime);
        stage.Write("train/stderr.log", "Traceback\nValueError: the reason\n");

        var found = await stage.Find(stage.Query());

        Assert.Equal(["progress 299", "Traceback", "ValueError: the reason"], found.Records.TakeLast(3).Select(it => it.Text));
        Assert.Equal(200, found.Records.Length);
        Assert.Equal("only the newest 200 records", found.Partial);
    }

    [Fact]
    public async Task What_was_written_before_a_file_was_turned_over_comes_first()
    {
        var before = stage.Write("train.log.1", "older\n");
        File.SetLastWriteTimeUtc(before, FileStage.Noon.AddMinutes(-1).UtcDateTime);
        stage.Write("train.log", "newer\n");

        Assert.Equal(["older", "newer"], await stage.Texts(stage.Query(["{job}*"])));
    }

    [Fact]
    public async Task A_file_is_found_among_more_than_are_counted()
    {
        Directory.CreateDirectory(Path.Combine(stage.Root, "train"));
        for (var n = 0; n < 12_000; n++)
        {
            await File.WriteAllTextAsync(Path.Combine(stage.Root, "train", $"run-{n:00000}.log"), "", TestContext.Current.CancellationToken);
        }

        // Which of them a folder names last is its own affair.
        for (var n = 0; n < 12_000; n += 400)
        {
            var run = $"run-{n:00000}";
            stage.Write($"train/{run}.log", run);
            Assert.Equal([run], await stage.Texts(stage.Query(
                ["{job}/{run}*"], [new("job", "train", false), new("run", run, false)])));
        }
    }

    [Fact]
    public async Task A_folder_that_cannot_be_listed_is_told()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows() || Environment.IsPrivilegedProcess, "may list any folder");
        stage.Write("train/a.log", "x");
        var (root, below) = (stage.Root, Path.Combine(stage.Root, "train"));

        Deny(below);
        Assert.Equal("train cannot be listed", (await stage.Find(stage.Query())).Partial);
        Allow(below);

        Deny(root);
        var found = await stage.Find(stage.Query(["{job}/a.log"]));
        var trial = await LogTrial.Of(
            new LogSettings { Sources = [stage.Query().Source] }, [new FileLogs(stage.Clock)], stage.Clock,
            TestContext.Current.CancellationToken);
        Allow(root);

        Assert.Equal("the folder cannot be listed", found.Partial);
        Assert.Equal($"failed: the folder {root} cannot be listed", Assert.Single(trial).Said);
        Assert.False(trial[0].IsGood);
    }

    private static void Deny(string folder) => Set(folder, UnixFileMode.None);

    private static void Allow(string folder) =>
        Set(folder, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);

    private static void Set(string folder, UnixFileMode mode)
    {
        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(folder, mode);
        }
    }
}
