using System.Collections.Immutable;
using Alerting.Adapters.Logs.Files;
using Alerting.Core.Logs;
using Alerting.Testing;
using Xunit;

namespace Alerting.Adapters.Tests.Logs;

/// <summary>A folder of logs.</summary>
internal sealed class FileStage : IDisposable
{
    public static readonly DateTimeOffset Noon = new(2026, 11, 21, 12, 0, 0, TimeSpan.Zero);

    public FixedClock Clock { get; } = new(Noon);

    public string Folder { get; } = Directory.CreateTempSubdirectory("alerting-logs-").FullName;

    public string Root => Path.Combine(Folder, "logs");

    public string Write(string name, string text) => Write(name, System.Text.Encoding.UTF8.GetBytes(text));

    public string Write(string name, byte[] bytes)
    {
        var path = Path.Combine(Root, name);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllBytes(path, bytes);
        File.SetLastWriteTimeUtc(path, Noon.UtcDateTime);
        return path;
    }

    public void WriteOutside(string name, string text)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(Path.Combine(Folder, name))!);
        File.WriteAllText(Path.Combine(Folder, name), text);
    }

    public LogQuery Query(
        string[]? paths = null, LogField[]? fields = null, int records = 200, int bytes = 2 * 1024 * 1024) => new(
        new LogSourceSettings.Files
        {
            Name = "files",
            Folder = Root,
            Paths = paths is null ? LogSourceSettings.Files.UsualPaths : [.. paths],
            Fields = LogSourceSettings.Files.UsualFields,
            MostRecords = records,
            MostBytes = bytes,
        },
        (fields ?? [new("job", "train", false)]).ToImmutableArray(), Noon.AddMinutes(-10), Noon);

    public async Task<LogAnswer.Found> Find(LogQuery query) => Assert.IsType<LogAnswer.Found>(
        await new FileLogs(Clock).Find(query, TestContext.Current.CancellationToken));

    public async Task<string[]> Texts(LogQuery query) => [.. (await Find(query)).Records.Select(it => it.Text)];

    public void Dispose() => Directory.Delete(Folder, recursive: true);
}
