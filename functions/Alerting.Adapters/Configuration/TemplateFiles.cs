using Alerting.Core.Configuration;
using Alerting.Core.Templates;

namespace Alerting.Adapters.Configuration;

/// <summary>What was found under globs.</summary>
/// <param name="Texts">The files, in the order in which they count; none when there are problems.</param>
/// <param name="Problems">
/// What is wrong, in the order in which Alertmanager comes to it, each with the path or glob it is about. What cannot
/// be parsed is among it where something else is wrong; else it is left to whoever parses the texts.
/// </param>
/// <param name="Warnings">The globs that name no file.</param>
public sealed record LoadedTemplates(
    IReadOnlyList<TemplateText> Texts, IReadOnlyList<ConfigurationFinding> Problems,
    IReadOnlyList<ConfigurationFinding> Warnings);

/// <summary>
/// Reads the files of templates that globs name: the globs in their order, the files of each by name, as Alertmanager
/// does. At most 1,000 files, 4 MiB together, UTF-8.
/// </summary>
public static class TemplateFiles
{
    /// <summary>What is there now. Does not throw for what a file system does.</summary>
    public static LoadedTemplates Load(IReadOnlyList<TemplateGlob> globs)
    {
        var walk = new TemplateWalk();
        _ = globs.All(walk.Enter);
        return walk.Loaded;
    }
}
