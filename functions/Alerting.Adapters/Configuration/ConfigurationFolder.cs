using Alerting.Core.Configuration;
using Alerting.Core.Matching;

namespace Alerting.Adapters.Configuration;

/// <summary>What was found under a path.</summary>
/// <param name="Result">The configuration, or everything wrong with it.</param>
/// <param name="Own">The configuration with the texts it was read from; null when there are errors.</param>
public sealed record LoadedConfiguration(ConfigurationResult Result, OwnConfiguration? Own);

/// <summary>
/// Reads the configuration from files: a folder with <c>alertmanager.yml</c> and/or <c>alerting.yml</c>, or one of the
/// two, which brings the other beside it. A file of any other name counts as an <c>alertmanager.yml</c>.
/// </summary>
public static class ConfigurationFolder
{
    private const string Alertmanager = "alertmanager.yml";
    private const string Alerting = "alerting.yml";

    /// <summary>
    /// Loads what is there now. Does not throw for what a file system does: a missing path, a folder with neither file
    /// and an unreadable file are errors of the result. Files of templates are read, see <see cref="TemplateFiles"/>.
    /// Files that hold secrets are not; a missing one is a warning.
    /// </summary>
    /// <param name="path">Absolute, or relative to the working directory.</param>
    /// <param name="mode">How matchers and names of labels are read.</param>
    public static LoadedConfiguration Load(string path, MatcherMode mode = MatcherMode.Fallback)
    {
        var (alertmanager, alerting) = Choose(path);
        if (alertmanager is null && alerting is null)
        {
            var problem = Directory.Exists(path)
                ? $"neither {Alertmanager} nor {Alerting} in this folder"
                : "no such file or folder";
            return Refused([new(path, 0, "", problem)]);
        }

        var problems = new List<ConfigurationFinding>();
        var first = ReadText(alertmanager, problems) is { } text ? text with { Mode = mode } : null;
        var second = ReadText(alerting, problems);
        if (problems.Count > 0)
        {
            return Refused(problems);
        }

        var templates = TemplateFiles.Load(ConfigurationReader.TemplateGlobs(first));
        var result = ConfigurationReader.Read(first, second, SecretFile.Exists, LocalZone.Name, templates.Texts)
            .Refuse(templates.Problems).Warn(templates.Warnings).WithTextsTried(first, second);
        return new(result, result.Configuration is { } value
            ? new(value, ConfigurationText.Hash(first, second, templates.Texts), first, second)
            {
                Templates = templates.Texts,
            }
            : null);
    }

    /// <summary>Whether it is a file that is read as an <c>alertmanager.yml</c> without anything beside it.</summary>
    public static bool IsAlertmanagerAlone(string path) =>
        !Directory.Exists(path) && Choose(path) is { Alertmanager: not null, Alerting: null };

    private static (string? Alertmanager, string? Alerting) Choose(string path)
    {
        if (Directory.Exists(path))
        {
            return (IfThere(Path.Combine(path, Alertmanager)), IfThere(Path.Combine(path, Alerting)));
        }

        if (!File.Exists(path))
        {
            return (null, null);
        }

        var folder = Path.GetDirectoryName(path) ?? "";
        return Path.GetFileName(path) == Alerting
            ? (IfThere(Path.Combine(folder, Alertmanager)), path)
            : (path, IfThere(Path.Combine(folder, Alerting)));
    }

    private static string? IfThere(string path) => Path.Exists(path) ? path : null;

    private static ConfigurationText? ReadText(string? path, List<ConfigurationFinding> problems)
    {
        if (path is null)
        {
            return null;
        }

        if (Utf8File.Read(path, out var problem) is { } text)
        {
            return new(Path.GetFileName(path), text)
            {
                Folder = Path.GetDirectoryName(Path.GetFullPath(path)) ?? "",
            };
        }

        problems.Add(new(problem == Utf8File.NotUtf8 ? Path.GetFileName(path) : path, 0, "", problem));
        return null;
    }

    private static LoadedConfiguration Refused(IReadOnlyList<ConfigurationFinding> errors) =>
        new(new(null, errors, []), null);
}
