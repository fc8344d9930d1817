using Alerting.Core.Matching;
using Microsoft.Extensions.Primitives;

namespace Alerting.Handler.Api;

/// <summary>Reads the <c>filter</c> of a request: one matcher a parameter, as Alertmanager's API takes them.</summary>
/// <remarks>
/// The Functions host forwards a parameter that is repeated as one, joined by commas; there a list is one too.
/// </remarks>
internal static class ApiFilter
{
    /// <summary>The matchers in the order they were given, none where there is no filter; or what is wrong.</summary>
    /// <param name="values">Of the parameter, decoded.</param>
    /// <param name="mode">Which grammar.</param>
    /// <param name="isForwarded">Whether the request came through the Functions host.</param>
    /// <param name="problem">In Alertmanager's words; null where all could be read.</param>
    public static IReadOnlyList<Matcher> Read(
        StringValues values, MatcherMode mode, bool isForwarded, out string? problem)
    {
        var matchers = new List<Matcher>(values.Count);
        foreach (var value in values)
        {
            var read = isForwarded ? Joined(value ?? "", mode) : MatcherParser.ParseOne(value ?? "", mode);
            if ((problem = read.Problem) is not null)
            {
                return [];
            }

            matchers.AddRange(read.AsWritten);
        }

        problem = null;
        return matchers;
    }

    // A comma may also stand in one value without quotes. Braces are refused here as they are there.
    private static ParsedMatchers Joined(string text, MatcherMode mode)
    {
        var one = MatcherParser.ParseOne(text, mode);
        var isOne = !text.Contains(',', StringComparison.Ordinal) || text.StartsWith('{') || text.EndsWith('}');
        return !isOne && MatcherParser.Parse(text, mode) is { Problem: null } many ? many : one;
    }
}
