using Alerting.Core.Matching;
using Alerting.Core.Silences;

namespace Alerting.Handler.Api;

/// <summary>
/// Which silences a request asks for, and in which order: active ones by their end, pending ones by their start, those
/// that are over by their end, the latest first.
/// </summary>
internal static class SilenceList
{
    /// <param name="query">Of the request: a state is left out where its parameter is false.</param>
    /// <param name="filter">A silence has each of these among its own, to the letter.</param>
    /// <param name="silences">All there are.</param>
    /// <param name="now">The store's time.</param>
    public static IEnumerable<Silence> Of(
        IQueryCollection query, IReadOnlyList<Matcher> filter, SilenceBook silences, DateTimeOffset now)
    {
        SilenceState[] states =
            [.. Enum.GetValues<SilenceState>().Where(state => ApiQuery.Flag(query, state.ToText(), whenMissing: true))];
        return silences.All
            .Select(silence => (Silence: silence, State: silence.StateAt(now)))
            .Where(it => states.Contains(it.State) && filter.All(it.Silence.Matchers.Contains))
            .OrderBy(it => it.State)
            .ThenBy(it => Key(it.Silence, it.State))
            .ThenBy(it => it.Silence.Id, StringComparer.Ordinal)
            .Select(it => it.Silence);
    }

    private static long Key(Silence silence, SilenceState state) => state switch
    {
        SilenceState.Active => silence.EndsAt.UtcTicks,
        SilenceState.Pending => silence.StartsAt.UtcTicks,
        SilenceState.Expired => -silence.EndsAt.UtcTicks,
    };
}
