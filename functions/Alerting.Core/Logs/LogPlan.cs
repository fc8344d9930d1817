using System.Collections.Immutable;
using System.Globalization;
using Alerting.Core.Logs.Said;

namespace Alerting.Core.Logs;

/// <summary>Which queries alerts ask for: pure.</summary>
public static class LogPlan
{
    /// <summary>Queries of a flush at the most, of all sources together; as many again of those that only give
    /// links.</summary>
    public const int MostQueries = 10;

    // Flushes of the same few seconds ask the same.
    private static readonly TimeSpan Step = TimeSpan.FromSeconds(10);

    private static readonly TimeSpan LongestWindow = TimeSpan.FromDays(1);
    private static readonly TimeSpan ShortestWindow = TimeSpan.FromMinutes(1);
    private static readonly DateTimeOffset Earliest = DateTimeOffset.UnixEpoch.AddDays(2);

    /// <summary>
    /// The queries of a flush, each once, in the order of the sources; those of the first alerts when there are more
    /// than may be asked.
    /// </summary>
    /// <param name="settings">The sources.</param>
    /// <param name="alerts">The alerts, at least one.</param>
    /// <param name="now">No window ends more than 10 s later.</param>
    public static ImmutableArray<LogQuery> Of(
        LogSettings settings, ImmutableArray<AlertTold> alerts, DateTimeOffset now) =>
        Draw(settings, alerts, now).Queries;

    /// <summary>The same, with how much is not asked.</summary>
    public static LogQueries Draw(LogSettings settings, ImmutableArray<AlertTold> alerts, DateTimeOffset now)
    {
        var (queries, places, leftOut) = (new List<LogQuery>(), new Dictionary<string, int>(StringComparer.Ordinal), 0);
        foreach (var alert in alerts)
        {
            var isWhole = true;
            foreach (var source in settings.Sources)
            {
                isWhole &= QueryOf(source, alert, now) is not { } query || TryAdd(queries, places, query)
                    || !source.IsAsked;
            }

            leftOut += isWhole ? 0 : 1;
        }

        var order = settings.Sources.Select((source, at) => (source.Name, at)).ToDictionary(it => it.Name, it => it.at);
        return new([.. queries.OrderBy(query => order[query.Source.Name])], leftOut);
    }

    /// <summary>
    /// A query that costs nearly nothing and uses all that is configured: whether the source answers.
    /// </summary>
    public static LogQuery Trial(LogSourceSettings source, DateTimeOffset now)
    {
        const string Nobody = "alerting-check";
        var fields = source.Fields.Select(rule => new LogField(rule.Field, Nobody + rule.Suffix, rule.IsPrefix));
        var to = now.ToUniversalTime();
        return new(source with { MostRecords = 1 }, [.. fields], to - ShortestWindow, to)
        {
            Filter = source.Filter?.Fill(Nobody) ?? "",
            IsTrial = true,
        };
    }

    // Alerts of the same thing at nearly the same time ask once.
    private static bool TryAdd(List<LogQuery> queries, Dictionary<string, int> places, LogQuery query)
    {
        if (places.TryGetValue(query.Subject, out var at) && AsOne(queries[at], query) is { } both)
        {
            queries[at] = both;
            return true;
        }

        if (queries.Count(other => other.Source.IsAsked == query.Source.IsAsked) == MostQueries)
        {
            return false;
        }

        places[query.Subject] = queries.Count;
        queries.Add(query);
        return true;
    }

    private static LogQuery? AsOne(LogQuery one, LogQuery other)
    {
        var from = one.From < other.From ? one.From : other.From;
        var to = one.To > other.To ? one.To : other.To;
        var isNear = one.From <= other.To && other.From <= one.To && to - from <= LongestWindow;
        return !isNear ? null : one.From == from && one.To == to ? one : one with { From = from, To = to };
    }

    // Null: it is not asked. A value that no query may hold must not make a query that asks for more.
    private static LogQuery? QueryOf(LogSourceSettings source, AlertTold alert, DateTimeOffset now)
    {
        if (!source.Matchers.Matches(alert.Labels)
            || source.Fields.Any(rule => LogValue.IsUnfit(alert.Labels, alert.Annotations, rule.Label)))
        {
            return null;
        }

        var fields = source.Fields.Select(rule => FieldOf(rule, alert)).OfType<LogField>().ToImmutableArray();
        var filter = "";
        if (fields.IsEmpty || source.Filter?.TryFill(alert.Labels, alert.Annotations, out filter) == false)
        {
            return null;
        }

        var (from, to) = Window(source, alert, now);
        return new(source, fields, from, to) { Filter = filter ?? "" };
    }

    private static LogField? FieldOf(LogFieldRule rule, AlertTold alert) =>
        LogValue.Of(alert.Labels, alert.Annotations, rule.Label) is { } value
            ? new(rule.Field, value + rule.Suffix, rule.IsPrefix)
            : null;

    // A clock may be wrong, ours or the sender's: what begins later than now begins now.
    private static (DateTimeOffset From, DateTimeOffset To) Window(
        LogSourceSettings source, AlertTold alert, DateTimeOffset now)
    {
        now = now.ToUniversalTime();
        var starts = Clamp(alert.StartsAt.ToUniversalTime(), now);
        var began = StartedAt(alert) is { } started && started < starts ? Clamp(started, now) : starts;
        var to = now - starts > source.After ? starts + source.After : now;
        to = to.AddTicks(Step.Ticks - 1);
        to = to.AddTicks(-(to.Ticks % Step.Ticks));
        var from = began - source.Before;
        from = from.AddTicks(-(from.Ticks % Step.Ticks));
        from = to - from > LongestWindow ? to - LongestWindow : from;
        return (to - from < ShortestWindow ? to - ShortestWindow : from, to);
    }

    private static DateTimeOffset Clamp(DateTimeOffset at, DateTimeOffset now) =>
        at > now ? now : at < Earliest ? Earliest : at;

    // As alerts of jobs say when their run began: 2026-11-21 02:00 UTC.
    private static DateTimeOffset? StartedAt(AlertTold alert) =>
        DateTimeOffset.TryParseExact(
            alert.Annotations["started"], ["yyyy-MM-dd HH:mm 'UTC'", "yyyy-MM-dd'T'HH:mm:ssK"],
            CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out var at)
            ? at
            : null;
}

/// <summary>The queries of a flush.</summary>
/// <param name="Queries">In the order of the sources.</param>
/// <param name="LeftOut">Alerts of which not every source is asked.</param>
public sealed record LogQueries(ImmutableArray<LogQuery> Queries, int LeftOut);
