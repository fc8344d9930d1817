using Alerting.Core.Alerts;

namespace Alerting.Adapters.Configuration.Globs;

/// <summary>
/// Which paths a glob names now, as Go's filepath.Glob finds them: each part of the path is a pattern, and what
/// cannot be listed holds nothing.
/// </summary>
internal static class GoGlob
{
    private static readonly char[] Separators = [Path.DirectorySeparatorChar, Path.AltDirectorySeparatorChar];

    /// <summary>
    /// The paths, those of a folder by name, bytewise; null where Go says <c>syntax error in pattern</c>. Throws <see
    /// cref="InvalidDataException"/> when there are more than <paramref name="most"/>.
    /// </summary>
    public static IReadOnlyList<string>? Find(string glob, int most)
    {
        if (!GoPattern.IsOne(glob))
        {
            return glob.Length > 0 && Path.Exists(glob) ? [glob] : [];
        }

        // What the whole spells must be a pattern, also where no folder is there to be looked into.
        var (folder, last) = Split(glob);
        if (GoPattern.Parse(glob) is null || folder == glob)
        {
            return null;
        }

        return Find(folder, most) is { } folders && GoPattern.Parse(last) is { } pattern
            ? In(folders, pattern, most)
            : null;
    }

    private static (string Folder, string Last) Split(string glob)
    {
        var at = glob.LastIndexOfAny(Separators);
        var folder = glob[..Math.Max(at, 0)];
        return (at == 0 ? glob[..1] : folder.Length == 0 ? "." : folder, glob[(at + 1)..]);
    }

    private static List<string> In(IReadOnlyList<string> folders, GoPattern pattern, int most)
    {
        var found = new List<string>();
        foreach (var folder in folders)
        {
            var names = Names(folder).Where(pattern.Matches).Take(most + 1).Order(Utf8Order.Instance);
            found.AddRange(names.Select(name => folder == "." ? name : Path.Join(folder, name)));
            if (found.Count > most)
            {
                throw new InvalidDataException($"more than {most} files");
            }
        }

        return found;
    }

    private static IEnumerable<string> Names(string folder)
    {
        try
        {
            return Directory.Exists(folder)
                ? [.. new DirectoryInfo(folder).EnumerateFileSystemInfos().Select(entry => entry.Name)]
                : [];
        }
        catch (Exception unreadable) when (unreadable is IOException or UnauthorizedAccessException)
        {
            return [];
        }
    }
}
