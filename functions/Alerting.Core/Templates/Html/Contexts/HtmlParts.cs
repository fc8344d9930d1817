namespace Alerting.Core.Templates.Html.Contexts;

/// <summary>What ends the attribute value that a piece stands in.</summary>
internal enum Delimiter
{
    /// <summary>It stands in no value.</summary>
    None,

    /// <summary><c>"</c></summary>
    DoubleQuote,

    /// <summary><c>'</c></summary>
    SingleQuote,

    /// <summary>A space or the tag's end.</summary>
    SpaceOrTagEnd,
}

/// <summary>How far into a URL a piece stands.</summary>
internal enum UrlPart
{
    /// <summary>At its start, or in none.</summary>
    Start,

    /// <summary>In scheme, host or path.</summary>
    BeforeQuery,

    /// <summary>Behind <c>?</c> or <c>#</c>.</summary>
    QueryOrFragment,

    /// <summary>In the script that a URL such as <c>javascript:</c> is.</summary>
    Script,

    /// <summary>Branches leave it open.</summary>
    Unknown,
}

/// <summary>What a slash here would be in a script. Those with Maybe are a guess.</summary>
internal enum SlashMeaning
{
    /// <summary>It begins a regular expression.</summary>
    Regexp,

    /// <summary>It divides.</summary>
    Division,

    /// <summary>Most likely it begins a regular expression.</summary>
    MaybeRegexp,

    /// <summary>Most likely it divides.</summary>
    MaybeDivision,

    /// <summary>It may be either.</summary>
    Unknown,
}

/// <summary>The element, of those that matter, whose tag or content a piece stands in.</summary>
internal enum HtmlElement
{
    /// <summary>Any other.</summary>
    None,

    /// <summary>A script, as long as its tag has named no type.</summary>
    Script,

    /// <summary>A script whose tag may have named its type; a second one counts for nothing.</summary>
    TypedScript,

    /// <summary><c>style</c></summary>
    Style,

    /// <summary><c>textarea</c></summary>
    Textarea,

    /// <summary><c>title</c></summary>
    Title,

    /// <summary><c>meta</c></summary>
    Meta,
}

/// <summary>What an attribute's value is.</summary>
internal enum HtmlAttribute
{
    /// <summary>Text, or there is no attribute.</summary>
    None,

    /// <summary>A script, as of <c>onclick</c>.</summary>
    Script,

    /// <summary>The type of a script.</summary>
    ScriptType,

    /// <summary>A style sheet.</summary>
    Style,

    /// <summary>A URL.</summary>
    Url,

    /// <summary>URLs with commas between.</summary>
    Srcset,

    /// <summary><c>content</c> of <c>meta</c>.</summary>
    MetaContent,

    /// <summary>A document.</summary>
    Document,
}
