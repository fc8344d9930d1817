using Alerting.Core.Desks.Overviews;
using Alerting.Core.Matching;
using Alerting.Core.Matching.Re2;

namespace Alerting.Handler.Api.Reading;

/// <summary>Reads which alerts a request asks for.</summary>
/// <param name="mode">Which grammar matchers are in.</param>
/// <param name="isForwarded">Whether requests come through the Functions host.</param>
internal sealed class AlertsQuery(MatcherMode mode, bool isForwarded)
{
    /// <summary>What is asked for, or null and why it cannot be read, in Alertmanager's words.</summary>
    public AlertsAsked? Read(IQueryCollection query, out string? problem)
    {
        var filter = ApiFilter.Read(query["filter"], mode, isForwarded, out problem);
        var receiver = problem is null ? ReceiverOf(query, out problem) : null;
        var matchers = problem is null ? ReceiverMatchers(query, out problem) : [];
        return problem is not null ? null : new()
        {
            Active = ApiQuery.Flag(query, "active", whenMissing: true),
            Silenced = ApiQuery.Flag(query, "silenced", whenMissing: true),
            Inhibited = ApiQuery.Flag(query, "inhibited", whenMissing: true),
            Muted = ApiQuery.Flag(query, "muted", whenMissing: true),
            Filter = filter,
            Receiver = receiver,
            ReceiverMatchers = matchers,
        };
    }

    /// <summary>What the labels of receivers must match; none and why where that cannot be read.</summary>
    public IReadOnlyList<Matcher> ReceiverMatchers(IQueryCollection query, out string? problem)
    {
        var matchers = ApiFilter.Read(query["receiver_matchers"], mode, isForwarded, out problem);
        problem = problem is null ? null : "failed to parse receiver_matchers param: " + problem;
        return matchers;
    }

    // Of several the last one counts; an empty one is none.
    private static Re2Regex? ReceiverOf(IQueryCollection query, out string? problem)
    {
        problem = null;
        if (query["receiver"] is not [.., { Length: > 0 } pattern])
        {
            return null;
        }

        var regex = Re2Regex.Shared("^(?:" + pattern + ")$", out problem);
        problem = regex is null ? "failed to parse receiver param: " + problem : null;
        return regex;
    }
}
