using Alerting.Core.Alerts;
using Alerting.Core.Templates.Execution;
using Alerting.Core.Templates.Formatting;
using Alerting.Core.Templates.Functions;
using Alerting.Core.Templates.Html.Escapers;
using Alerting.Core.Templates.Times;
using Alerting.Core.Templates.Values;

namespace Alerting.Core.Templates.Html;

/// <summary>
/// The functions that pipelines of HTML end in. No template can name them: the parser does not know them.
/// </summary>
internal static class HtmlFunctions
{
    public const string Text = "_html_text";
    public const string Rcdata = "_html_rcdata";
    public const string Quoted = "_html_quoted";
    public const string Bare = "_html_bare";
    public const string Name = "_html_name";
    public const string Comment = "_html_comment";
    public const string UrlStart = "_html_url_start";
    public const string UrlScheme = "_html_url_scheme";
    public const string Url = "_html_url";
    public const string UrlPart = "_html_url_part";
    public const string Srcset = "_html_srcset";
    public const string Js = "_html_js";
    public const string JsQuoted = "_html_js_quoted";
    public const string JsTemplate = "_html_js_template";
    public const string JsRegexp = "_html_js_regexp";
    public const string CssWord = "_html_css_word";
    public const string CssQuoted = "_html_css_quoted";

    /// <summary>Makes one text of arguments, as printing them does.</summary>
    public const string Printed = "_html_printed";

    private static readonly KeyValuePair<string, Function>[] All =
    [
        Of(Text, HtmlValues.Text),
        Of(Rcdata, HtmlValues.Rcdata),
        Of(Quoted, HtmlValues.Quoted),
        Of(Bare, HtmlValues.Bare),
        Of(Name, HtmlValues.Name),
        Of(Comment, _ => ""),
        Of(UrlStart, UrlValues.Start),
        Of(UrlScheme, UrlValues.Scheme),
        Of(Url, UrlValues.Normal),
        Of(UrlPart, UrlValues.Part),
        Of(Srcset, UrlValues.Srcset),
        new(Js, Function.OfAny(args => Expression(Slot.Open(args[0])))),
        new(Printed, Function.OfAny(args => Printer.Print(args, TemplateLimits.Default.Characters))),
        Of(JsQuoted, JsValues.Quoted),
        Of(JsTemplate, JsValues.Template),
        Of(JsRegexp, JsValues.Regexp),
        Of(CssWord, CssValues.Word),
        Of(CssQuoted, CssValues.Quoted),
    ];

    /// <summary>All of them, with those that templates can name.</summary>
    public static TemplateFunctions WithStandard { get; } = TemplateFunctions.Standard.With(All);

    private static KeyValuePair<string, Function> Of(string name, Func<Content, string> escape) =>
        new(name, Function.OfAny(args => escape(ContentOf(args))));

    private static Content ContentOf(IReadOnlyList<object?> args)
    {
        // Nothing is printed as nothing here, not as <nil>.
        object?[] values = [.. args.Select(Slot.Open).Where(value => value is not null)];
        return values switch
        {
            [string text] => new(text, null),
            [SafeText safe] => new(safe.Text, safe.Kind),
            _ => new(Printer.Shown(values, TemplateLimits.Default.Characters), null),
        };
    }

    private static string Expression(object? value)
    {
        try
        {
            return JsValues.Expression(ValueJson.Of(IsWordy(value) ? ContentOf([value]).Text : value));
        }
        catch (TemplateException problem) when (problem.Message.StartsWith("json: ", StringComparison.Ordinal))
        {
            return JsValues.Nothing(problem.Message);
        }
    }

    // Those that have words of their own in Go, as a duration has, are those words.
    private static bool IsWordy(object? value) => value switch
    {
        Duration or Zone or LabelSet or Sequence.Pairs => true,
        Integer integer => integer.Name is not null,
        _ => false,
    };
}
