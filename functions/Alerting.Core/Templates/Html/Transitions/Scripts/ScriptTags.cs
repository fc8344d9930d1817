using System.Text;

namespace Alerting.Core.Templates.Html.Transitions.Scripts;

/// <summary>
/// What looks like tags and comments in strings and regular expressions of scripts. HTML reads it in ways that take
/// pages to tell, and asks authors to write it otherwise:
/// https://html.spec.whatwg.org/#restrictions-for-contents-of-script-elements.
/// </summary>
internal static class ScriptTags
{
    private static readonly string[] Special = ["!--", "script", "/script"];

    /// <summary>
    /// Adds the text with <c>\x3C</c> for the sign that begins them, also where it is cut and a value may go on with
    /// it.
    /// </summary>
    public static void AddHarmless(StringBuilder target, ReadOnlySpan<char> literal, bool isCut)
    {
        while (literal.IndexOf('<') is >= 0 and var at)
        {
            var behind = literal[(at + 1)..];
            target.Append(literal[..at]).Append(IsSpecial(behind) || (isCut && IsBegun(behind)) ? @"\x3C" : "<");
            literal = behind;
        }

        target.Append(literal);
    }

    private static bool IsBegun(ReadOnlySpan<char> behind)
    {
        foreach (var special in Special)
        {
            if (special.AsSpan().StartsWith(behind, StringComparison.OrdinalIgnoreCase))
            {
                return true;
            }
        }

        return false;
    }

    private static bool IsSpecial(ReadOnlySpan<char> behind) => behind.StartsWith("!--", StringComparison.Ordinal)
        || IsScript(behind) || (behind.StartsWith('/') && IsScript(behind[1..]));

    // The long s is an s to the folding of case that Go does.
    private static bool IsScript(ReadOnlySpan<char> text) => text.Length > 0 && text[0] is 's' or 'S' or '\u017f'
        && text[1..].StartsWith("cript", StringComparison.OrdinalIgnoreCase);
}
