using System.Globalization;
using Alerting.Core.Logs;
using Alerting.Core.Ports;

namespace Alerting.Adapters.Logs.Files;

/// <summary>
/// Looks into files of a folder: JSON lines or text. Reads no more than the bytes of the query, whatever the size of
/// the files, besides what finding the place takes where lines have times.
/// </summary>
internal sealed class FileLogs(TimeProvider time) : ILogSource
{
    /// <inheritdoc/>
    public string Kind => LogSourceSettings.Files.Word;

    /// <inheritdoc/>
    public Task<LogAnswer> Find(LogQuery query, CancellationToken deadline) => Asking.Within(
        query, time,
        (_, within) => Task.Run<LogAnswer?>(() => Read(query, within), within).WaitAsync(within), deadline);

    /// <inheritdoc/>
    public string? LinkOf(LogQuery query) => null;

    private static LogAnswer Read(LogQuery query, CancellationToken deadline)
    {
        var found = FileSearch.Of(query, deadline);
        var (files, left, partial) = (new List<IReadOnlyList<LogRecord>>(), query.Source.MostBytes, found.Partial);
        foreach (var file in found.Files)
        {
            deadline.ThrowIfCancellationRequested();
            if (left < FileWindow.LeastBytes)
            {
                partial ??= "the files are larger than what is read of them (most_bytes)";
                break;
            }

            using var handle = OpenFile.Try(file.Path);
            if (handle is null)
            {
                partial ??= $"{file.Name} cannot be read, or is no file";
                continue;
            }

            var window = new FileWindow(handle, file, query, deadline);
            var read = window.Read(left);
            files.Add(read.Records);
            left -= read.Bytes;
            partial ??= read.Partial;
        }

        // The file that was written last is the last to be cut, also where lines have no times.
        var records = files.AsEnumerable().Reverse().SelectMany(file => file).ToList();
        return Bounds.Of(query, records, partial is null ? null : Words.OneLine(partial));
    }
}

/// <summary>A file that may hold what is asked for.</summary>
/// <param name="Path">The whole path.</param>
/// <param name="Name">The path below the folder.</param>
/// <param name="ChangedAt">When it was last written.</param>
/// <param name="IsOfAlert">Whether its path says whose it is.</param>
internal sealed record FoundFile(string Path, string Name, DateTimeOffset ChangedAt, bool IsOfAlert);

/// <summary>What a search for files found.</summary>
/// <param name="Files">The last written first.</param>
/// <param name="Partial">Why it may not be all; null: it is.</param>
internal sealed record FoundFiles(IReadOnlyList<FoundFile> Files, string? Partial)
{
    /// <summary>For messages.</summary>
    public override string ToString() => Files.Count.ToString(CultureInfo.InvariantCulture);
}
