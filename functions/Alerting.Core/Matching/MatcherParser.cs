namespace Alerting.Core.Matching;

/// <summary>Reads matchers as Alertmanager (matcher/compat) does.</summary>
public static class MatcherParser
{
    /// <summary>Reads any number of them: <c>{a="b", c=~d}</c>; braces are optional.</summary>
    public static ParsedMatchers Parse(string text, MatcherMode mode = MatcherMode.Fallback) => mode switch
    {
        MatcherMode.Classic => ClassicGrammar.List(text),
        MatcherMode.Utf8Strict => Utf8Grammar.List(text),
        MatcherMode.Fallback => Either(Utf8Grammar.List(text), ClassicGrammar.List(text)),
    };

    /// <summary>Reads exactly one, without braces: a <c>filter</c> of the API or an argument of amtool.</summary>
    public static ParsedMatchers ParseOne(string text, MatcherMode mode = MatcherMode.Fallback) => mode switch
    {
        MatcherMode.Classic => ClassicGrammar.One(text),
        MatcherMode.Utf8Strict => Braced(text) ?? Utf8Grammar.One(text),
        MatcherMode.Fallback => Braced(text) ?? Either(Utf8Grammar.One(text), ClassicGrammar.One(text)),
    };

    private static ParsedMatchers? Braced(string text) => text.StartsWith('{') || text.EndsWith('}')
        ? ParsedMatchers.Refused("unexpected open or close brace: " + text)
        : null;

    private static ParsedMatchers Either(ParsedMatchers modern, ParsedMatchers classic)
    {
        if (modern.Problem is not null)
        {
            return classic.Problem is null ? classic with { Warning = OnlyClassic(modern.Problem, classic) } : classic;
        }

        return classic.Problem is null && !modern.AsWritten.SequenceEqual(classic.AsWritten)
            ? classic with { Warning = Disagreement(modern, classic) }
            : modern;
    }

    private static string OnlyClassic(string problem, ParsedMatchers classic) =>
        $"only the classic grammar reads this ({problem}); write it as {string.Join(',', classic.AsWritten)}";

    private static string Disagreement(ParsedMatchers modern, ParsedMatchers classic) =>
        $"read as {string.Join(',', classic.AsWritten)}, as the classic grammar has it;"
        + $" in the UTF-8 grammar it is {string.Join(',', modern.AsWritten)}";
}
