using Alerting.Core.Templates.Execution;
using Alerting.Core.Templates.Functions;
using Alerting.Core.Templates.Html;

namespace Alerting.Core.Templates;

/// <summary>A text that was parsed, ready to be rendered; for HTML it is made ready when first asked for.</summary>
internal sealed class ParsedText(LayeredTemplates templates)
{
    // Made once, and so is what is wrong with it.
    private readonly Lazy<TemplateExecutor> asHtml = new(() => new(
        HtmlEscaping.Escape(templates, ""), HtmlFunctions.WithStandard, TemplateLimits.Default));

    /// <summary>Rendered as it is.</summary>
    public TemplateExecutor AsText { get; } = new(templates, TemplateFunctions.Standard, TemplateLimits.Default);

    /// <summary>
    /// Rendered with what it prints escaped for where it stands. Throws <see cref="TemplateException"/> where that
    /// cannot be told.
    /// </summary>
    public TemplateExecutor AsHtml => asHtml.Value;
}
