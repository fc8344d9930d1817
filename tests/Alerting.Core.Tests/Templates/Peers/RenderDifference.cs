using System.Text.RegularExpressions;

namespace Alerting.Core.Tests.Templates.Peers;

/// <summary>
/// Where Alertmanager 0.34, which is gone by here, renders otherwise than amtool 0.25, built with Go 1.19.8: everything
/// that templates by chance may meet. The rest is in <see cref="RenderDifferenceTests"/>.
/// </summary>
internal static partial class RenderDifference
{
    /// <summary>Whether two renderings are alike but for what is known to differ.</summary>
    public static bool IsAlike(Rendering here, Rendering theirs) =>
        Older(here.Text) == Older(theirs.Text) || IsCount(theirs) || IsEmptyAttribute(here, theirs)
            || IsOpenText(here, theirs);

    private static string? Older(string? text) => text is null ? null : Bytes(Styles().Replace(text, "color: ?"));

    // Where a character was cut apart, each byte of it is one that cannot be read, and what reads amtool may make one of all.
    private static string Bytes(string text) => CutApart().Replace(text, "\uFFFD");

    /// <summary>Whether two problems are told in the same words, but for those that are newer or name what is inside.</summary>
    public static bool IsSame(string here, string theirs) =>
        here == theirs || InOlderWords(here) == InOlderWords(theirs) || (IsOfHtml(here) && IsOfHtml(theirs));

    // Why something cannot be escaped is said here in words that need no knowledge of Go's own.
    private static bool IsOfHtml(string problem) => problem.StartsWith("html/template:", StringComparison.Ordinal);

    private static string InOlderWords(string problem) => Parenthesis().Replace(Place().Replace(problem, "$1"), "right paren")
        .Replace("template.Strings", "[]string", StringComparison.Ordinal)
        .Replace("unexpected <.> in operand", "unexpected \".\" in operand", StringComparison.Ordinal);

    // Go 1.22 ranges over whole numbers, of which a duration is one.
    private static bool IsCount(Rendering theirs) => Count().IsMatch(theirs.Problem);

    // Since Go 1.21.1 a script does not end within a text.
    private static bool IsOpenText(Rendering here, Rendering theirs) =>
        theirs.Text is not null && here.Problem.Contains("Quoted Script}", StringComparison.Ordinal);

    // Since Go 1.20.4 nothing in an attribute without quotes is not left empty, where what follows would be its value.
    private static bool IsEmptyAttribute(Rendering here, Rendering theirs) =>
        here.Text is { } text && theirs.Text is { } other && other == Unquoted().Replace(text, "=");

    [GeneratedRegex(@"(?s)(ends in a non-text context|range can't iterate over).*")]
    private static partial Regex Place();

    [GeneratedRegex(@"""\)"" in \w+( \w+)?$")]
    private static partial Regex Parenthesis();

    [GeneratedRegex("\uFFFD+")]
    private static partial Regex CutApart();

    [GeneratedRegex(@"range can't iterate over -?\d")]
    private static partial Regex Count();

    // Since Go 1.20.4 styles hold no angle brackets.
    [GeneratedRegex("""color: ?(ZgotmplZ|[^;{}"]*(<|>|&lt;|&gt;))[^;{}"]*(?=[;}])""")]
    private static partial Regex Styles();

    [GeneratedRegex("=ZgotmplZ(?=[ >])")]
    private static partial Regex Unquoted();
}
