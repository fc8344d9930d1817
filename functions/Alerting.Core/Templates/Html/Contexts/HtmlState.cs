namespace Alerting.Core.Templates.Html.Contexts;

/// <summary>Where in a document a piece of a template stands, as Go's html/template tells places apart.</summary>
internal enum HtmlState
{
    /// <summary>Text outside of tags and of elements with contents of their own.</summary>
    Text,

    /// <summary>In a tag, before an attribute or the tag's end.</summary>
    Tag,

    /// <summary>In a name that already tells its kind, whatever follows, such as <c>on…</c>.</summary>
    AttributeName,

    /// <summary>In, or just behind, a name that nothing may be added to, since that could change what it is.</summary>
    PartialName,

    /// <summary>Behind a name, before an equals sign.</summary>
    AfterName,

    /// <summary>Behind an equals sign.</summary>
    BeforeValue,

    /// <summary>In <c>&lt;!-- … --&gt;</c>.</summary>
    HtmlComment,

    /// <summary>In <c>title</c> or <c>textarea</c>.</summary>
    Rcdata,

    /// <summary>In an attribute whose value is text.</summary>
    Attribute,

    /// <summary>In an attribute whose value is a document, <c>srcdoc</c>.</summary>
    Document,

    /// <summary>In an attribute whose value is a URL.</summary>
    Url,

    /// <summary>In <c>srcset</c>.</summary>
    Srcset,

    /// <summary>In <c>content</c> of <c>meta</c>.</summary>
    MetaContent,

    /// <summary>The same behind <c>url=</c>.</summary>
    MetaContentUrl,

    /// <summary>In a script.</summary>
    Js,

    /// <summary>In <c>"…"</c> of a script.</summary>
    JsDoubleQuoted,

    /// <summary>In <c>'…'</c> of a script.</summary>
    JsSingleQuoted,

    /// <summary>In <c>`…`</c> of a script.</summary>
    JsTemplate,

    /// <summary>In <c>/…/</c> of a script.</summary>
    JsRegexp,

    /// <summary>In <c>/* … */</c> of a script.</summary>
    JsBlockComment,

    /// <summary>Behind <c>//</c> or <c>#!</c> of a script.</summary>
    JsLineComment,

    /// <summary>Behind <c>&lt;!--</c> of a script, which comments out the line.</summary>
    JsHtmlOpenComment,

    /// <summary>Behind <c>--&gt;</c> of a script, which comments out the line.</summary>
    JsHtmlCloseComment,

    /// <summary>In a style sheet.</summary>
    Css,

    /// <summary>In <c>"…"</c> of a style sheet.</summary>
    CssDoubleQuoted,

    /// <summary>In <c>'…'</c> of a style sheet.</summary>
    CssSingleQuoted,

    /// <summary>In <c>url("…")</c> of a style sheet.</summary>
    CssDoubleQuotedUrl,

    /// <summary>In <c>url('…')</c> of a style sheet.</summary>
    CssSingleQuotedUrl,

    /// <summary>In <c>url(…)</c> of a style sheet.</summary>
    CssUrl,

    /// <summary>In <c>/* … */</c> of a style sheet.</summary>
    CssBlockComment,

    /// <summary>Behind <c>//</c> of a style sheet, which browsers take for a comment.</summary>
    CssLineComment,

    /// <summary>What cannot be understood; <see cref="HtmlContext.Problem"/> says why.</summary>
    Error,

    /// <summary>Behind <c>break</c> or <c>continue</c>: never reached.</summary>
    Dead,
}
