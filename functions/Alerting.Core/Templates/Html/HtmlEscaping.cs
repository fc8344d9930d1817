using Alerting.Core.Templates.Html.Contexts;
using Alerting.Core.Templates.Parsing;

namespace Alerting.Core.Templates.Html;

/// <summary>
/// Go's html/template: finds out where in a document each pipeline prints, and has what it prints escaped for there.
/// What it does not understand is an error.
/// </summary>
internal static class HtmlEscaping
{
    /// <summary>
    /// The templates that an entry needs, itself included, rewritten; those invoked in other places than text under
    /// names of their own. Pure. Throws <see cref="TemplateException"/>, also for a template that is missing.
    /// </summary>
    public static IReadOnlyDictionary<string, Node.List> Escape(
        IReadOnlyDictionary<string, Node.List> templates, string entry)
    {
        var escaper = new TreeEscaper(templates);
        var behind = escaper.Entry(entry);
        return behind == HtmlContext.Start
            ? escaper.Escaped
            : throw new TemplateException(
                $"html/template:{(entry.Length > 0 ? $"{entry}:" : "")} ends in a non-text context: {behind}");
    }
}
