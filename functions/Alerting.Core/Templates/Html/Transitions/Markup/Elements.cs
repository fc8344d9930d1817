using Alerting.Core.Templates.Html.Contexts;

namespace Alerting.Core.Templates.Html.Transitions.Markup;

/// <summary>The names of elements with contents of their own.</summary>
internal static class Elements
{
    private static readonly (string Name, HtmlElement Element)[] Known =
    [
        ("script", HtmlElement.Script),
        ("style", HtmlElement.Style),
        ("textarea", HtmlElement.Textarea),
        ("title", HtmlElement.Title),
        ("meta", HtmlElement.Meta),
    ];

    /// <summary>The element of a name, in whatever case.</summary>
    public static HtmlElement Of(ReadOnlySpan<char> name)
    {
        foreach (var (known, element) in Known)
        {
            if (name.Equals(known, StringComparison.OrdinalIgnoreCase))
            {
                return element;
            }
        }

        return HtmlElement.None;
    }

    /// <summary>
    /// Whether more letters could make <c>script</c> or <c>style</c> of a name, or something else of them.
    /// </summary>
    public static bool MayBecomeRaw(ReadOnlySpan<char> name) =>
        "script".AsSpan().StartsWith(name, StringComparison.OrdinalIgnoreCase)
        || "style".AsSpan().StartsWith(name, StringComparison.OrdinalIgnoreCase);
}
