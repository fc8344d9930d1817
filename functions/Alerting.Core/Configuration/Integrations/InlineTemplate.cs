namespace Alerting.Core.Configuration.Integrations;

/// <summary>A text of an integration that is a template.</summary>
/// <param name="Key">Where it stands below the integration, such as <c>fields[0].value</c>.</param>
/// <param name="Text">The template.</param>
internal readonly record struct InlineTemplate(string Key, string Text)
{
    /// <summary>Whether html/template makes it, else text/template.</summary>
    public bool IsHtml { get; init; }

    /// <summary>Whether it is or holds a secret, so that nothing of it is shown.</summary>
    public bool IsSecret { get; init; }

    /// <summary>One that calls a named template: what applies where nothing is configured.</summary>
    public static InlineTemplate Or(string key, string? text, string named) =>
        new(key, text ?? $"{{{{ template \"{named}\" . }}}}");
}
