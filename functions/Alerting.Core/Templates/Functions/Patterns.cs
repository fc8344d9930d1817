using Alerting.Core.Matching.Re2;
using Alerting.Core.Matching.Re2.Captures;
using Alerting.Core.Templates.Execution;
using Alerting.Core.Templates.Formatting;

namespace Alerting.Core.Templates.Functions;

/// <summary><c>match</c> and <c>reReplaceAll</c>, with the regular expressions of Go.</summary>
internal static class Patterns
{
    private static readonly int Longest = TemplateLimits.Default.Characters;

    /// <summary>Whether the pattern is found anywhere in the text.</summary>
    public static bool IsMatch(string pattern, string text) =>
        (Re2Regex.Shared(pattern, out var problem) ?? throw new TemplateException(problem ?? "")).IsMatch(text);

    /// <summary>The text with each match replaced; <c>$1</c> and <c>${name}</c> are groups of the match.</summary>
    public static string ReplaceAll(string pattern, string replacement, string text)
    {
        var replacer = Re2Replacer.Shared(pattern, out var problem);
        return replacer is null
            ? throw new TemplateException($"regexp: Compile({Shown(pattern)}): {problem}")
            : replacer.ReplaceAll(text, replacement, Longest)
                ?? throw new TemplateException($"{Shown(pattern)} is too much for a text of {text.Length} characters");
    }

    private static string Shown(string pattern) =>
        Quoted.CanBackquote(pattern) ? $"`{pattern}`" : Quoted.Of(pattern);
}
