using System.Collections.Concurrent;
using System.Text;

namespace Alerting.Core.Matching.Re2.Captures;

/// <summary>
/// Replaces what a regular expression matches, as Go's <c>Regexp.ReplaceAllString</c> does. Safe for several threads.
/// </summary>
internal sealed class Re2Replacer
{
    private const int MostKnown = 500;

    // Instructions, by Go's reckoning: replacing is not for patterns of any size.
    private const long Largest = 20_000;
    private const long MostWork = 10_000_000;

    // What a match costs however small the program is.
    private const int Least = 16;

    private static readonly ConcurrentDictionary<string, Re2Replacer> Known = new(StringComparer.Ordinal);

    private readonly Re2Regex regex;
    private readonly Program program;

    private Re2Replacer(Re2Regex regex, Program program)
    {
        this.regex = regex;
        this.program = program;
    }

    /// <summary>The replacer of a pattern; null and what is wrong, for a pattern that is none in Go's words.</summary>
    public static Re2Replacer? Shared(string pattern, out string? problem)
    {
        problem = null;
        if (Known.TryGetValue(pattern, out var known))
        {
            return known;
        }

        if (Re2Regex.Shared(pattern, out problem) is not { } regex
            || Re2Parser.Parse(pattern, out problem) is not { } root)
        {
            return null;
        }

        if (root.Size > Largest)
        {
            problem = $"more than {Largest} instructions";
            return null;
        }

        return Remember(pattern, new(regex, Program.Capturing(root)));
    }

    /// <summary>
    /// The text with each match replaced; <c>$1</c>, <c>${name}</c> and <c>$$</c> stand for a group and the dollar.
    /// Null where that would be more work than we do, or longer than so many characters.
    /// </summary>
    public string? ReplaceAll(string text, string replacement, int longest)
    {
        if (!regex.IsMatch(text))
        {
            return text;
        }

        if ((long)text.Length * (program.Code.Length + Least) > MostWork)
        {
            return null;
        }

        var parts = ReplacementText.Parse(replacement, program.Names);
        var replaced = new StringBuilder(text.Length);
        var run = new CaptureRun(program, text);
        var copied = 0;
        for (var from = 0; from <= text.Length && run.Find(from) is { } match;)
        {
            replaced.Append(text, copied, match[0] - copied);

            // Not for nothing right behind another match.
            if (match[1] > copied || match[0] == 0)
            {
                ReplacementText.Append(replaced, parts, text, match);
            }

            if (replaced.Length > longest)
            {
                return null;
            }

            copied = match[1];
            from = Math.Max(match[1], from + Width(text, from));
        }

        return replaced.Append(text, copied, text.Length - copied).ToString();
    }

    private static int Width(string text, int at) => at + 1 < text.Length && char.IsSurrogatePair(text, at) ? 2 : 1;

    private static Re2Replacer Remember(string pattern, Re2Replacer replacer)
    {
        if (Known.Count >= MostKnown)
        {
            Known.Clear();
        }

        return Known.GetOrAdd(pattern, replacer);
    }
}
