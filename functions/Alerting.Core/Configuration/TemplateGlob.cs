using Alerting.Core.Configuration.Writing;

namespace Alerting.Core.Configuration;

/// <summary>A glob of files of templates at its place.</summary>
/// <param name="Pattern">What to look for, from the working directory or absolute; may be empty.</param>
/// <param name="File">What findings about it name: a file, or the glob itself where no file holds it.</param>
/// <param name="Line">Line, from 1; 0 where no file holds it.</param>
/// <param name="Path">Key path, such as <c>templates[0]</c>; empty where no file holds it.</param>
/// <param name="Written">As it stands in the file.</param>
public sealed record TemplateGlob(string Pattern, string File, int Line, string Path, string? Written)
{
    /// <summary>One that no file holds.</summary>
    public static TemplateGlob Of(string pattern) => new(pattern, pattern, 0, "", null);

    /// <summary>What is wrong with it, or worth knowing.</summary>
    public ConfigurationFinding Finding(string message) => new(File, Line, Path, message, Written);

    internal TemplateGlob From(string folder) => this with { Pattern = GoPath.Join(folder, Pattern) };
}
