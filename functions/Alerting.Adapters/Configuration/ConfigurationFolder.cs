using System.Text;
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

    private static readonly UTF8Encoding StrictUtf8 =
        new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    /// <summary>
    /// Loads what is there now. Does not throw for what a file system does: a missing path, a folder with neither file
    /// and an unreadable file are errors of the result. Files that hold secrets are not read; a missing one is a
    /// warning.
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

        var result = ConfigurationReader.Read(first, second, SecretFile.Exists, LocalZone.Name);
        return new(result, result.Configuration is { } value
            ? new(value, ConfigurationText.Hash(first, second), first, second)
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

        try
        {
            return new(Path.GetFileName(path), StrictUtf8.GetString(ConfigurationBytes.Read(path)))
            {
                Folder = Path.GetDirectoryName(Path.GetFullPath(path)) ?? "",
            };
        }
        catch (DecoderFallbackException)
        {
            problems.Add(new(Path.GetFileName(path), 0, "", "not UTF-8"));
        }
        catch (InvalidDataException tooLarge)
        {
            problems.Add(new(path, 0, "", tooLarge.Message));
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            problems.Add(new(path, 0, "", "cannot be read: " + failure.Message.ReplaceLineEndings(" ")));
        }

        return null;
    }

    private static LoadedConfiguration Refused(IReadOnlyList<ConfigurationFinding> errors) =>
        new(new(null, errors, []), null);
}
