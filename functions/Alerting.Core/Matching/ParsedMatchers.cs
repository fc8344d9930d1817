namespace Alerting.Core.Matching;

/// <summary>What came of reading matchers: the matchers and perhaps a warning, or a problem.</summary>
/// <param name="Matchers">Sorted; null where there is a problem.</param>
/// <param name="Problem">Alertmanager's own words.</param>
/// <param name="Warning">Where only the classic grammar reads it, or both do and differ.</param>
public sealed record ParsedMatchers(MatcherList? Matchers, string? Problem, string? Warning)
{
    /// <summary>The same matchers in the order they were written; none where there is a problem.</summary>
    public IReadOnlyList<Matcher> AsWritten { get; init; } = [];

    internal static ParsedMatchers Read(IReadOnlyList<Matcher> matchers, string? warning = null) =>
        new(MatcherList.Of(matchers), null, warning) { AsWritten = matchers };

    internal static ParsedMatchers Refused(string problem) => new(null, problem, null);
}
