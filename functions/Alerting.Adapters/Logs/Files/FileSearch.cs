using System.Collections.Immutable;
using System.IO.Enumeration;
using Alerting.Core.Logs;

namespace Alerting.Adapters.Logs.Files;

/// <summary>The files of an alert. Symbolic links below the folder are not followed.</summary>
internal static class FileSearch
{
    private const int MostEntries = 10_000;
    private const int MostFolders = 100;
    private const int MostFiles = 20;

    private static readonly string[] Packed = [".gz", ".zip", ".bz2", ".xz", ".zst", ".lz4"];

    private static readonly EnumerationOptions Plain = new()
    {
        AttributesToSkip = FileAttributes.ReparsePoint,
        IgnoreInaccessible = true,
        MatchType = MatchType.Simple,
    };

    /// <summary>Those of the first path that has any.</summary>
    public static FoundFiles Of(LogQuery query, CancellationToken deadline)
    {
        var source = (LogSourceSettings.Files)query.Source;
        var root = new DirectoryInfo(source.Folder);
        var tried = source.Paths.Select(path => FilePattern.Of(path, query.Fields)).OfType<FilePattern>()
            .Where(_ => root.Exists);
        foreach (var pattern in tried)
        {
            var found = Of(root, pattern, deadline);
            if (found.Files.Count > 0)
            {
                return found;
            }
        }

        return new([], null);
    }

    private static FoundFiles Of(DirectoryInfo root, FilePattern pattern, CancellationToken deadline)
    {
        var (folders, isCut) = (ImmutableArray.Create(root), false);
        foreach (var segment in pattern.Segments[..^1])
        {
            deadline.ThrowIfCancellationRequested();
            var below = folders.SelectMany(folder => Entries(folder, segment, deadline)).OfType<DirectoryInfo>()
                .Take(MostFolders + 1).ToImmutableArray();
            isCut |= below.Length > MostFolders;
            folders = [.. below.Take(MostFolders)];
        }

        var files = folders.SelectMany(folder => Entries(folder, pattern.Segments[^1], deadline)).OfType<FileInfo>()
            .Where(file => !Packed.Contains(file.Extension, StringComparer.OrdinalIgnoreCase))
            .Take(MostEntries)
            .Select(file => new FoundFile(
                file.FullName, Path.GetRelativePath(root.FullName, file.FullName),
                new(file.LastWriteTimeUtc, TimeSpan.Zero), pattern.HasValues))
            .OrderByDescending(file => file.ChangedAt).Take(MostFiles + 1).ToList();
        isCut |= files.Count > MostFiles;
        return new([.. files.Take(MostFiles)], isCut ? "there are more files than are read" : null);
    }

    private static IEnumerable<FileSystemInfo> Entries(
        DirectoryInfo folder, ImmutableArray<string> segment, CancellationToken deadline)
    {
        if (segment is not [var name])
        {
            return Seen(folder, segment, deadline);
        }

        // A name that is known is not looked for among all others.
        var path = Path.Combine(folder.FullName, name);
        FileSystemInfo one = Directory.Exists(path) ? new DirectoryInfo(path) : new FileInfo(path);
        return one.Exists && (one.Attributes & FileAttributes.ReparsePoint) == 0 ? [one] : [];
    }

    // Names are matched as they are listed: how many others there are does not matter, but for the time it takes.
    private static IEnumerable<FileSystemInfo> Seen(
        DirectoryInfo folder, ImmutableArray<string> segment, CancellationToken deadline)
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
        catch (Exception gone) when (gone is IOException or UnauthorizedAccessException)
        {
            return [];
        }
    }
}
