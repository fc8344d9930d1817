namespace Alerting.Core.Configuration.Writing;

/// <summary>Paths as Go's filepath.Join prints them, with slashes.</summary>
internal static class GoPath
{
    /// <summary>A path that counts from the folder; as it is when it is absolute, empty or the name of a
    /// variable.</summary>
    public static string Join(string folder, string path) =>
        path.Length == 0 || Path.IsPathRooted(path) || path.StartsWith("env:", StringComparison.Ordinal)
            ? path
            : Clean(folder.Length == 0 ? path : folder + "/" + path);

    private static string Clean(string path)
    {
        var isRooted = path[0] == '/';
        var parts = new List<string>();
        foreach (var part in path.Split('/', StringSplitOptions.RemoveEmptyEntries).Where(part => part != "."))
        {
            if (part != ".." || (!isRooted && parts is [] or [.., ".."]))
            {
                parts.Add(part);
            }
            else if (parts.Count > 0)
            {
                parts.RemoveAt(parts.Count - 1);
            }
        }

        var clean = (isRooted ? "/" : "") + string.Join('/', parts);
        return clean.Length == 0 ? "." : clean;
    }
}
