namespace Alerting.Core.Templates.Html.Contexts;

/// <summary>Questions asked of states.</summary>
internal static class HtmlStates
{
    extension(HtmlState state)
    {
        /// <summary>For authors, not for readers: nothing of it is printed.</summary>
        public bool IsComment => state is HtmlState.HtmlComment or HtmlState.JsBlockComment or HtmlState.JsLineComment
            or HtmlState.JsHtmlOpenComment or HtmlState.JsHtmlCloseComment or HtmlState.CssBlockComment
            or HtmlState.CssLineComment;

        /// <summary>In a tag but not in a value with rules of its own.</summary>
        public bool IsInTag => state is HtmlState.Tag or HtmlState.AttributeName or HtmlState.PartialName
            or HtmlState.AfterName or HtmlState.BeforeValue or HtmlState.Attribute;

        /// <summary>Where a value may be a URL or a part of one.</summary>
        public bool IsUrl => state == HtmlState.Url || (state.IsStyle && state != HtmlState.Css);

        /// <summary>In a style sheet but not in a comment of it.</summary>
        public bool IsStyle => state is HtmlState.Css or HtmlState.CssDoubleQuoted or HtmlState.CssSingleQuoted
            or HtmlState.CssDoubleQuotedUrl or HtmlState.CssSingleQuotedUrl or HtmlState.CssUrl;

        /// <summary>In a string or regular expression of a script.</summary>
        public bool IsScriptLiteral => state is HtmlState.JsDoubleQuoted or HtmlState.JsSingleQuoted
            or HtmlState.JsTemplate or HtmlState.JsRegexp;
    }

    extension(HtmlAttribute attribute)
    {
        /// <summary>Where its value begins.</summary>
        public HtmlState ValueState() => attribute switch
        {
            HtmlAttribute.None or HtmlAttribute.ScriptType => HtmlState.Attribute,
            HtmlAttribute.Script => HtmlState.Js,
            HtmlAttribute.Style => HtmlState.Css,
            HtmlAttribute.Url => HtmlState.Url,
            HtmlAttribute.Srcset => HtmlState.Srcset,
            HtmlAttribute.MetaContent => HtmlState.MetaContent,
            HtmlAttribute.Document => HtmlState.Document,
        };
    }

    extension(HtmlElement element)
    {
        /// <summary>What is between its tags.</summary>
        public HtmlContext Content() => element switch
        {
            HtmlElement.None or HtmlElement.Meta => HtmlContext.Start,
            HtmlElement.Script or HtmlElement.TypedScript =>
                new() { State = HtmlState.Js, Element = HtmlElement.Script },
            HtmlElement.Style => new() { State = HtmlState.Css, Element = element },
            HtmlElement.Textarea or HtmlElement.Title => new() { State = HtmlState.Rcdata, Element = element },
        };

        /// <summary>The name in the tag that ends its content; null where the content is like any other.</summary>
        public string? EndTag => element switch
        {
            HtmlElement.None or HtmlElement.Meta => null,
            HtmlElement.Script or HtmlElement.TypedScript => "script",
            HtmlElement.Style => "style",
            HtmlElement.Textarea => "textarea",
            HtmlElement.Title => "title",
        };
    }
}
