using System.Collections.Immutable;

namespace Alerting.Core.Templates.Structured;

/// <summary>YAML of any shape whose texts are templates: a webhook's <c>payload</c>. A closed family.</summary>
public abstract record TemplateTree
{
    private TemplateTree() { }

    /// <summary>A text, which is a template; what it renders to is read as YAML when that is no text.</summary>
    public sealed record Rendered(string Template) : TemplateTree;

    /// <summary>A value that is no text: null, bool, long, ulong or double.</summary>
    public sealed record Scalar(object? Value) : TemplateTree;

    /// <summary>A list.</summary>
    public sealed record List(ImmutableArray<TemplateTree> Items) : TemplateTree;

    /// <summary>A mapping; keys are templates, too.</summary>
    public sealed record Map(ImmutableArray<KeyValuePair<string, TemplateTree>> Entries) : TemplateTree;
}
