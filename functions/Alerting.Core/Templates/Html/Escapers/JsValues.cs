using System.Globalization;

namespace Alerting.Core.Templates.Html.Escapers;

/// <summary>Values in scripts. All is written so that it can stand in an attribute as it is.</summary>
internal static class JsValues
{
    private static readonly Replacements Controls = new(Enumerable.Range(0, 0x20)
        .Select(c => ((char)c, string.Create(CultureInfo.InvariantCulture, $"\\u{c:x4}")))
        .Append(('\t', @"\t"))
        .Append(('\n', @"\n"))
        .Append(('\f', @"\f"))
        .Append(('\r', @"\r"))
        .Append(('\u2028', @"\u2028"))
        .Append(('\u2029', @"\u2029"))
        .Append(('"', @"\u0022"))
        .Append(('&', @"\u0026"))
        .Append(('\'', @"\u0027"))
        .Append(('+', @"\u002b"))
        .Append(('/', @"\/"))
        .Append(('<', @"\u003c"))
        .Append(('>', @"\u003e"))
        .Append(('\\', @"\\")));

    private static readonly Replacements InString = Controls.With(('`', @"\u0060"));

    private static readonly Replacements InTemplate =
        InString.With(('$', @"\u0024"), ('{', @"\u007b"), ('}', @"\u007d"));

    private static readonly Replacements InRegexp = Controls.With("$()*-.?[]^{|}".Select(c => (c, $"\\{c}")));

    private static readonly Replacements InJson = new(('\u2028', @"\u2028"), ('\u2029', @"\u2029"));

    /// <summary>In a string between single or double quotes.</summary>
    public static string Quoted(Content value) => InString.In(value.Text);

    /// <summary>In a string between backquotes.</summary>
    public static string Template(Content value) => InTemplate.In(value.Text);

    /// <summary>
    /// In a regular expression, as what it looks for. None at all would make a comment of the expression.
    /// </summary>
    public static string Regexp(Content value) => value.Text.Length == 0 ? "(?:)" : InRegexp.In(value.Text);

    /// <summary>As an expression, from its JSON as Go writes it, with signs of HTML escaped.</summary>
    public static string Expression(string json)
    {
        // Words and numbers must not run into words around them.
        var isWord = json.Length > 0 && (IsNamePart(json[0]) || IsNamePart(json[^1]));
        var safe = InJson.In(json);
        return json.Length == 0 ? " null " : isWord ? $" {safe} " : safe;
    }

    /// <summary>What stands for a value that has no JSON, with why.</summary>
    public static string Nothing(string why)
    {
        var harmless = why.Replace("*/", "* /", StringComparison.Ordinal)
            .Replace("<", @"\x3C", StringComparison.Ordinal);
        return $" /* {harmless} */null ";
    }

    private static bool IsNamePart(char c) => char.IsAsciiLetterOrDigit(c) || c is '$' or '_';
}
