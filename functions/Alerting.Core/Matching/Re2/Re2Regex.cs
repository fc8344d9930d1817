using System.Text.RegularExpressions;

namespace Alerting.Core.Matching.Re2;

/// <summary>A regular expression of Go (RE2).</summary>
public sealed class Re2Regex
{
    private readonly Regex regex;

    private Re2Regex(Regex regex) => this.regex = regex;

    /// <summary>Interim.</summary>
    public static Re2Regex? Shared(string pattern, out string? problem)
    {
        problem = null;
        try
        {
            return new(new Regex(pattern.Replace("$", "\\z", StringComparison.Ordinal), RegexOptions.NonBacktracking | RegexOptions.CultureInvariant));
        }
        catch (ArgumentException)
        {
            problem = "error parsing regexp: `" + pattern + "`";
            return null;
        }
    }

    /// <summary>Whether it is found anywhere in the text.</summary>
    public bool IsMatch(string text) => regex.IsMatch(text);
}
