using System.Text.RegularExpressions;

namespace Alerting.Stories.Infra;

/// <summary>What the Dockerfile and <c>.dockerignore</c> say, read as text.</summary>
internal static partial class ImageFile
{
    private static readonly string Folder = InfraFiles.Repository;

    /// <summary>The instructions in order, each on one line and without comments.</summary>
    public static (string Name, string Arguments)[] Instructions { get; } =
    [
        .. Continued().Replace(Comment().Replace(File.ReadAllText(Path.Combine(Folder, "Dockerfile")), ""), " ")
            .Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)
            .Select(line => line.Split(' ', 2))
            .Select(parts => (parts[0], Blanks().Replace(parts[1], " ").Trim())),
    ];

    /// <summary>The instructions of the last stage: of the image itself.</summary>
    public static (string Name, string Arguments)[] LastStage =>
        Instructions[(Array.FindLastIndex(Instructions, one => one.Name == "FROM") + 1)..];

    /// <summary>What is copied from the repository.</summary>
    public static string[] Sources =>
    [
        .. Instructions.Where(one => one.Name == "COPY")
            .Where(one => !one.Arguments.StartsWith("--from", StringComparison.Ordinal))
            .SelectMany(one => one.Arguments.Split(' ')[..^1]),
    ];

    /// <summary>What <c>.dockerignore</c> lets through at the top.</summary>
    public static string[] LetThrough =>
    [
        .. File.ReadLines(Path.Combine(Folder, ".dockerignore"))
            .Where(line => line.StartsWith('!')).Select(line => line[1..]),
    ];

    /// <summary>The variables of the image.</summary>
    public static Dictionary<string, string> Variables => LastStage.Where(one => one.Name == "ENV")
        .SelectMany(one => one.Arguments.Split(' ')).Select(one => one.Split('=', 2))
        .ToDictionary(one => one[0], one => one[1], StringComparer.Ordinal);

    /// <summary>The arguments of the only instruction of that name in the image's own stage.</summary>
    public static string Only(string name) => LastStage.Single(one => one.Name == name).Arguments;

    /// <summary>The words of the one <c>dotnet publish</c> of a text, but for where to and for what platform.</summary>
    public static string[] PublishWords(string text)
    {
        var command = Publish().Match(Continued().Replace(text, " ")).Value;
        return [.. Platform().Replace(command, "").Split(' ', StringSplitOptions.RemoveEmptyEntries)];
    }

    [GeneratedRegex(@"^\s*#.*\n", RegexOptions.Multiline)]
    private static partial Regex Comment();

    [GeneratedRegex(@"\\\n")]
    private static partial Regex Continued();

    [GeneratedRegex(@"\s+")]
    private static partial Regex Blanks();

    [GeneratedRegex(@"dotnet publish [^\n&]*")]
    private static partial Regex Publish();

    [GeneratedRegex(@" -[ro] \S+")]
    private static partial Regex Platform();
}
