namespace Alerting.Core.Templates;

/// <summary>A file of templates.</summary>
/// <param name="Name">What errors call it, such as <c>team.tmpl</c>.</param>
/// <param name="Content">Go template text; may be empty.</param>
public sealed record TemplateText(string Name, string Content)
{
    /// <summary>Where it was found, which a <see cref="Name"/> of several does not tell; empty: in no file.</summary>
    public string Path { get; init; } = "";
}
