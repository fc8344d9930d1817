using System.Collections.Immutable;
using Alerting.Core.Alerts;
using Alerting.Core.Configuration.Reading.Http;
using Alerting.Core.Configuration.Reading.Schemas;
using Alerting.Core.Logs;

namespace Alerting.Core.Configuration.Reading.Logs;

/// <summary><c>files</c>.</summary>
internal static class FilesKind
{
    private const string Expected =
        "a path below the folder, such as {namespace}/{job}*.log: names without .. and with / between them";

    public static LogKind Kind { get; } = new(LogSourceSettings.Files.Word, new(
        [.. Key.Of(Schemas.Kind.Text, "folder"), .. Key.Of(Schemas.Kind.Texts, "paths")],
        Rules.Need("folder", "missing folder in files"),
        PathsAreGood), Build)
    {
        FieldCharacters = ".@-",
        FieldsOf = _ => LogSourceSettings.Files.UsualFields,
    };

    /// <summary>A field that paths name and that is none; null where all are.</summary>
    public static string? UnknownIn(ImmutableArray<string> paths, ImmutableArray<LogFieldRule> fields) =>
        paths.SelectMany(NamesIn).FirstOrDefault(name => fields.All(rule => rule.Field != name));

    private static LogSourceSettings.Files Build(Section own, SecretFiles files) => new()
    {
        Name = "",
        Folder = Path.Combine(files.Folder, own.Text("folder")),
        Paths = own.Items<string>("paths").ToImmutableArray() is { IsEmpty: false } paths
            ? paths
            : LogSourceSettings.Files.UsualPaths,
    };

    private static void PathsAreGood(Section own)
    {
        foreach (var path in own.Items<string>("paths").Where(path => !IsPath(path)).Take(1))
        {
            own.At("paths").Error($"expected {Expected}, not {GoQuote.Append(new(), BoundedText.Cut(path, 100))}");
        }
    }

    private static IEnumerable<string> NamesIn(string path) =>
        path.Split('{').Skip(1).Select(part => part.Split('}')[0]);

    private static bool IsPath(string path) => path.Length is > 0 and <= 500 && path.Split('/').Length <= 8
        && path.Split('/').All(IsSegment);

    private static bool IsSegment(string segment) =>
        segment.Length > 0 && segment is not ("." or "..") && !segment.Contains('\\', StringComparison.Ordinal)
        && !segment.Any(char.IsControl) && HasWholePlaceholders(segment);

    private static bool HasWholePlaceholders(string segment)
    {
        var isOpen = false;
        foreach (var c in segment)
        {
            if (c is '{' or '}')
            {
                if (isOpen == (c == '{'))
                {
                    return false;
                }

                isOpen = c == '{';
            }
        }

        return !isOpen && !segment.Contains("{}", StringComparison.Ordinal);
    }
}
