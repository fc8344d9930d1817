using Alerting.Core.Templates.Functions;
using Alerting.Core.Templates.Parsing;

namespace Alerting.Core.Templates.Execution;

/// <summary>
/// Renders parsed templates as Go's text/template does, with <c>missingkey=zero</c>. Safe for any number of callers.
/// </summary>
/// <param name="templates">All that can be invoked, by their names.</param>
/// <param name="functions">All that can be called.</param>
/// <param name="limits">What a rendering may use.</param>
internal sealed class TemplateExecutor(
    IReadOnlyDictionary<string, Node.List> templates, TemplateFunctions functions, TemplateLimits limits)
{
    /// <summary>All that can be invoked, by their names.</summary>
    public IReadOnlyDictionary<string, Node.List> Templates => templates;

    /// <summary>All that can be called.</summary>
    public TemplateFunctions Functions => functions;

    /// <summary>What a rendering may use.</summary>
    public TemplateLimits Limits => limits;

    /// <summary>
    /// The output of a template for the data, which is the dot. Throws <see cref="TemplateException"/> in Go's words.
    /// </summary>
    public string Execute(string name, object? data) => new Rendering(this, data).Run(name);
}
