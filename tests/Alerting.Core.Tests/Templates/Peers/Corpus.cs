using System.Reflection;

namespace Alerting.Core.Tests.Templates.Peers;

/// <summary>Templates as people write them, from the texts beside this file.</summary>
internal static class Corpus
{
    /// <summary>All of them: <c>file: name</c>, whether html/template makes it, and the template.</summary>
    public static IReadOnlyList<(string Name, bool IsHtml, string Template)> All { get; } =
        [.. new[] { "slack", "incident", "chinese", "email", "general" }.SelectMany(Read)];

    private static IEnumerable<(string, bool, string)> Read(string file)
    {
        using var stream = Assembly.GetExecutingAssembly().GetManifestResourceStream(file + ".txt")!;
        using var reader = new StreamReader(stream);
        foreach (var entry in ("\n" + reader.ReadToEnd()).Split("\n=== ")[1..])
        {
            var end = entry.IndexOf('\n', StringComparison.Ordinal);
            yield return ($"{file}: {entry[..end]}", entry[..end].EndsWith(" html", StringComparison.Ordinal), entry[(end + 1)..]);
        }
    }
}
