using System.Collections.Immutable;
using System.Text;
using Alerting.Core.Alerts;
using Alerting.Core.Matching;
using Alerting.Core.Matching.Re2;

namespace Alerting.Core.Silences;

/// <summary>
/// What a silence may be and how one is changed. Rules and words: Alertmanager's <c>silence/silence.go</c>, 0.34.
/// </summary>
internal static class SilenceRules
{
    /// <summary>The matchers of a draft, or why they are none.</summary>
    public static ImmutableArray<Matcher> Matchers(SilenceDraft draft, MatcherMode mode, out string? problem)
    {
        var matchers = ImmutableArray.CreateBuilder<Matcher>(draft.Matchers.Length);
        for (var i = 0; i < draft.Matchers.Length; i++)
        {
            if (Read(draft.Matchers[i], mode, out problem) is not { } matcher)
            {
                problem = $"invalid silence: invalid label matcher {i} in set 0: {problem}";
                return [];
            }

            matchers.Add(matcher);
        }

        problem = matchers.Count == 0 ? "invalid silence: matcher set 0 is empty"
            : matchers.All(MatchesOnlyEmpty)
                ? "invalid silence: matcher set 0: at least one matcher must not match the empty string"
            : null;
        return matchers.DrainToImmutable();
    }

    /// <summary>Whether a silence may become another without anything in the past being otherwise.</summary>
    public static bool CanUpdate(
        Silence old, ImmutableArray<Matcher> matchers, SilenceDraft draft, DateTimeOffset now) =>
        old.Matchers.SequenceEqual(matchers) && old.StateAt(now) switch
        {
            SilenceState.Active => old.StartsAt.ToUnixTimeSeconds() == draft.StartsAt.ToUnixTimeSeconds()
                && draft.EndsAt >= now,
            SilenceState.Pending => draft.StartsAt >= now,
            SilenceState.Expired => false,
        };

    /// <summary>The silence as it ends now; itself when it is over.</summary>
    public static Silence Expired(Silence silence, DateTimeOffset now) => silence.StateAt(now) switch
    {
        SilenceState.Active => silence with { EndsAt = now, UpdatedAt = now },
        SilenceState.Pending => silence with { StartsAt = now, EndsAt = now, UpdatedAt = now },
        SilenceState.Expired => silence,
    };

    // A negative one counts as one that asks for something.
    private static bool MatchesOnlyEmpty(Matcher matcher) =>
        matcher.Operator is MatchOperator.Equal or MatchOperator.Matches && matcher.MatchesEmpty;

    private static Matcher? Read(DraftMatcher draft, MatcherMode mode, out string? problem)
    {
        var isRegex = draft.Operator is MatchOperator.Matches or MatchOperator.NotMatches;
        problem = !LabelNames.IsValid(draft.Name, mode) ? "invalid label name " + Quoted(draft.Name)
            : !isRegex && !LabelNames.IsUnicode(draft.Value) ? "invalid label value " + Quoted(draft.Value)
            : null;
        if (problem is not null)
        {
            return null;
        }

        // As written first: that is what the words are about.
        var why = "";
        if (isRegex && Re2Regex.Shared(draft.Value, out why) is null)
        {
            problem = $"invalid regular expression {Quoted(draft.Value)}: {why}";
            return null;
        }

        var matcher = Matcher.Create(draft.Name, draft.Operator, draft.Value, out why);
        problem = matcher is null ? $"invalid regular expression {Quoted(draft.Value)}: {why}" : null;
        return matcher;
    }

    private static string Quoted(string text) => GoQuote.Append(new StringBuilder(), text).ToString();
}
