using System.Text.Json;
using Alerting.Testing.Processes;

namespace Alerting.Stories.Azure;

/// <summary>The <c>Values</c> of <c>local.settings.sample.json</c>.</summary>
internal static class SampleSettings
{
    public static IReadOnlyDictionary<string, string> Read()
    {
        var folder = new DirectoryInfo(ScriptRoot.Folder);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "local.settings.sample.json")))
        {
            folder = folder.Parent;
        }

        using var json = JsonDocument.Parse(File.ReadAllText(
            Path.Combine(folder!.FullName, "local.settings.sample.json")));
        return json.RootElement.GetProperty("Values").EnumerateObject()
            .ToDictionary(pair => pair.Name, pair => pair.Value.GetString()!, StringComparer.Ordinal);
    }
}
