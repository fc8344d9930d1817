using System.Collections.Frozen;
using Alerting.Core.Templates.Html.Contexts;

namespace Alerting.Core.Templates.Html.Transitions.Markup;

/// <summary>What the value of an attribute is, by its name in small letters. The rules are Go's.</summary>
internal static class AttributeNames
{
    private const string Custom = "data-";

    // Of HTML; the rest of its names are those of text, and only one of them sounds like a URL.
    private static readonly FrozenDictionary<string, HtmlAttribute> Kinds = Of(
        (HtmlAttribute.Url, "action archive background cite classid codebase data formaction href icon longdesc "
            + "manifest poster profile src usemap xmlns"),
        (HtmlAttribute.Srcset, "srcset"),
        (HtmlAttribute.Style, "style"),
        (HtmlAttribute.Document, "srcdoc"),
        (HtmlAttribute.None, "srclang"));

    // They change what else is in the element, or where and how it is sent: no value may choose them.
    private static readonly FrozenSet<string> Unsafe = ("accept-charset async challenge charset content crossorigin "
        + "defer enctype form formenctype formmethod formnovalidate http-equiv keytype language method novalidate "
        + "pattern rel sandbox type value").Split(' ').ToFrozenSet(StringComparer.Ordinal);

    /// <summary>The kind; the guess is on the side of more escaping.</summary>
    public static HtmlAttribute KindOf(string name)
    {
        if (name.StartsWith("xmlns:", StringComparison.Ordinal))
        {
            return HtmlAttribute.Url;
        }

        var own = Own(name);
        if (Kinds.TryGetValue(own, out var kind))
        {
            return kind;
        }

        if (own.StartsWith("on", StringComparison.Ordinal))
        {
            return HtmlAttribute.Script;
        }

        return SoundsLikeUrl(own) ? HtmlAttribute.Url : HtmlAttribute.None;
    }

    /// <summary>Whether a value may be the name: letters and digits that name an attribute of text.</summary>
    public static bool MayBeValue(string name) => name.Length > 0 && name.All(char.IsAsciiLetterOrDigit)
        && KindOf(name) == HtmlAttribute.None && !Unsafe.Contains(name);

    /// <summary>Whether it stays of its kind whatever is added to its end.</summary>
    public static bool IsSettled(string name) => name.StartsWith("on", StringComparison.Ordinal)
        || name.StartsWith(Custom, StringComparison.Ordinal) || (SoundsLikeUrl(Own(name)) && name != "src");

    private static string Own(string name) => name.StartsWith(Custom, StringComparison.Ordinal)
        ? name[Custom.Length..]
        : name[(name.IndexOf(':', StringComparison.Ordinal) + 1)..];

    private static bool SoundsLikeUrl(string name) => name.Contains("src", StringComparison.Ordinal)
        || name.Contains("uri", StringComparison.Ordinal) || name.Contains("url", StringComparison.Ordinal);

    private static FrozenDictionary<string, HtmlAttribute> Of(params (HtmlAttribute Kind, string Names)[] rows) => rows
        .SelectMany(row => row.Names.Split(' ').Select(name => KeyValuePair.Create(name, row.Kind)))
        .ToFrozenDictionary(StringComparer.Ordinal);
}
