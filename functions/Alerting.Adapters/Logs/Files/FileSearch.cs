using System.Collections.Immutable;
using System.IO.Enumeration;
using Alerting.Core.Logs;

namespace Alerting.Adapters.Logs.Files;

/// <summary>The files of an alert. Symbolic links below the folder are not followed.</summary>
internal sealed class FileSearch
{
    private const int MostEntries = 10_000;
    private const int MostFolders = 100;
    private const int MostFiles = 20;

    private static readonly ImmutableArray<string> Anything = ["", ""];
    private static readonly string[] Packed = [".gz", ".zip", ".bz2", ".xz", ".zst", ".lz4"];

    private static readonly EnumerationOptions Plain = new()
    {
        AttributesToSkip = FileAttributes.ReparsePoint,
        IgnoreInaccessible = false,
        MatchType = MatchType.Simple,
    };

    private readonly DirectoryInfo root;
    private readonly CancellationToken deadline;
    private string? partial;

    private FileSearch(string folder, CancellationToken deadline) =>
        (root, this.deadline) = (new(folder), deadline);

    /// <summary>Those of the first path that has any.</summary>
    public static FoundFiles Of(LogQuery query, CancellationToken deadline)
    {
        var source = (LogSourceSettings.Files)query.Source;
        var search = new FileSearch(source.Folder, deadline);
        var files = search.root.Exists ? search.Find(source.Paths, query.Fields) : [];
        return new(files, search.partial);
    }

    private List<FoundFile> Find(ImmutableArray<string> paths, ImmutableArray<LogField> fields)
    {
        foreach (var pattern in paths.Select(path => FilePattern.Of(path, fields)).OfType<FilePattern>())
        {
            if (Find(pattern) is { Count: > 0 } files)
            {
                return files;
            }
        }

        // A name that is known is not found either in a folder that is closed.
        _ = Seen(root, Anything).Any();
        return [];
    }

    private List<FoundFile> Find(FilePattern pattern)
    {
        var (folders, isCut) = (ImmutableArray.Create(root), false);
        foreach (var segment in pattern.Segments[..^1])
        {
            deadline.ThrowIfCancellationRequested();
            var below = folders.SelectMany(folder => Entries(folder, segment)).OfType<DirectoryInfo>()
                .Take(MostFolders + 1).ToImmutableArray();
            isCut |= below.Length > MostFolders;
            folders = [.. below.Take(MostFolders)];
        }

        var files = folders.SelectMany(folder => Entries(folder, pattern.Segments[^1])).OfType<FileInfo>()
            .Where(file => !Packed.Contains(file.Extension, StringComparer.OrdinalIgnoreCase))
            .Take(MostEntries)
            .Select(file => new FoundFile(
                file.FullName, NameOf(file), new(file.LastWriteTimeUtc, TimeSpan.Zero), pattern.HasValues))
            .OrderByDescending(file => file.ChangedAt).Take(MostFiles + 1).ToList();
        partial ??= isCut || files.Count > MostFiles ? "there are more files than are read" : null;
        return [.. files.Take(MostFiles)];
    }

    private IEnumerable<FileSystemInfo> Entries(DirectoryInfo folder, ImmutableArray<string> segment)
    {
        if (segment is not [var name])
        {
            return Seen(folder, segment);
        }

        // A name that is known is not looked for among all others.
        var path = Path.Combine(folder.FullName, name);
        FileSystemInfo one = Directory.Exists(path) ? new DirectoryInfo(path) : new FileInfo(path);
        return one.Exists && (one.Attributes & FileAttributes.ReparsePoint) == 0 ? [one] : [];
    }

    // Names are matched as they are listed: how many others there are does not matter, but for the time it takes.
    private IEnumerable<FileSystemInfo> Seen(DirectoryInfo folder, ImmutableArray<string> segment)
    {
        try
        {
            return new FileSystemEnumerable<FileSystemInfo>(
                folder.FullName, (ref FileSystemEntry entry) => entry.ToFileSystemInfo(), Plain)
            {
                ShouldIncludePredicate = (ref FileSystemEntry entry) =>
                {
                    deadline.ThrowIfCancellationRequested();
                    return FilePattern.Matches(segment, entry.FileName);
                },
            };
        }
        catch (DirectoryNotFoundException)
        {
            return [];
        }
        catch (Exception closed) when (closed is IOException or UnauthorizedAccessException)
        {
            partial ??= $"{(folder == root ? "the folder" : NameOf(folder))} cannot be listed";
            return [];
        }
    }

    private string NameOf(FileSystemInfo entry) => Path.GetRelativePath(root.FullName, entry.FullName);
}
