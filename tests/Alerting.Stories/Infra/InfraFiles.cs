using System.Text.Json;
using System.Text.RegularExpressions;
using Alerting.Testing.Processes;

namespace Alerting.Stories.Infra;

/// <summary>What the Bicep files and the script root declare, read as text.</summary>
internal static partial class InfraFiles
{
    /// <summary>The folder of the repository.</summary>
    public static string Repository { get; } = FolderWith("Alerting.sln", AppContext.BaseDirectory);

    public static string Folder => Path.Combine(Repository, "infra");

    public static string Main => Text("main.bicep");

    /// <summary>Names of the app's settings, sorted; a family that shares a start as that start.</summary>
    public static string[] Settings
    {
        get
        {
            var text = Text("modules/settings.bicep");
            return [.. Names(SettingLine(), text).Concat(Names(SettingFamily(), text)).Order(StringComparer.Ordinal)];
        }
    }

    /// <summary>Names of the queues, sorted.</summary>
    public static string[] Queues =>
        [.. Names(Quoted(), QueueList().Match(Main).Groups["name"].Value).Order(StringComparer.Ordinal)];

    /// <summary>Role ids by the name the template gives them.</summary>
    public static Dictionary<string, string> Roles => RoleLine().Matches(Text("modules/roles.bicep"))
        .ToDictionary(match => match.Groups["name"].Value, match => match.Groups["id"].Value, StringComparer.Ordinal);

    /// <summary>The text of a file of the folder.</summary>
    public static string Text(string file) => File.ReadAllText(Path.Combine(Folder, file));

    /// <summary>All Bicep files, their text by their path.</summary>
    public static IEnumerable<(string File, string Text)> All() =>
        Directory.GetFiles(Folder, "*.bicep*", SearchOption.AllDirectories)
            .Select(file => (file, File.ReadAllText(file)));

    /// <summary>What a parameter is when deployed with that parameter file.</summary>
    public static string Value(string file, string parameter)
    {
        var given = Regex.Match(Text(file), $@"^param {parameter} = (?<value>.+)$", RegexOptions.Multiline);
        var byDefault = Regex.Match(Main, $@"^param {parameter} \w+ = (?<value>.+)$", RegexOptions.Multiline);
        return (given.Success ? given : byDefault).Groups["value"].Value;
    }

    /// <summary>All bindings of all functions of the script root.</summary>
    public static JsonElement[] Bindings() =>
    [
        .. Directory.GetDirectories(ScriptRoot.Folder)
            .Select(folder => Path.Combine(folder, "function.json"))
            .Where(File.Exists)
            .SelectMany(file =>
                JsonDocument.Parse(File.ReadAllText(file)).RootElement.GetProperty("bindings").EnumerateArray()),
    ];

    /// <summary>The values that property has in bindings of that type; <c>type</c> null: in all.</summary>
    public static string[] InBindings(string? type, string property) =>
    [
        .. Bindings()
            .Where(binding => type is null || binding.GetProperty("type").GetString() == type)
            .Where(binding => binding.TryGetProperty(property, out _))
            .Select(binding => binding.GetProperty(property).GetString()!)
            .Distinct().Order(StringComparer.Ordinal),
    ];

    private static IEnumerable<string> Names(Regex pattern, string text) =>
        pattern.Matches(text).Select(match => match.Groups["name"].Value);

    private static string FolderWith(string file, string start) =>
        File.Exists(Path.Combine(start, file)) ? start : FolderWith(file, Path.GetDirectoryName(start)!);

    [GeneratedRegex(@"^\s+(?<name>[A-Z][A-Za-z]*_\w+): ", RegexOptions.Multiline)]
    private static partial Regex SettingLine();

    [GeneratedRegex(@"=> '(?<name>[A-Z][A-Z_]+_)\$\{")]
    private static partial Regex SettingFamily();

    [GeneratedRegex(@"var queueNames = \[(?<name>[^\]]*)\]")]
    private static partial Regex QueueList();

    [GeneratedRegex("'(?<name>[^']*)'")]
    private static partial Regex Quoted();

    [GeneratedRegex("^var (?<name>[a-zA-Z]+) = '(?<id>[0-9a-f-]{36})'$", RegexOptions.Multiline)]
    private static partial Regex RoleLine();
}
