using System.Collections.Immutable;
using Alerting.Core.Logs.Said;

namespace Alerting.Core.Logs;

/// <summary>Which queries alerts ask for: pure.</summary>
public static class LogPlan
{
    /// <summary>
    /// The queries of a flush, each once, in the order of the sources; those of the first alerts when there are more
    /// than may be asked.
    /// </summary>
    /// <param name="settings">The sources.</param>
    /// <param name="alerts">The alerts, at least one.</param>
    /// <param name="now">No window ends later.</param>
    public static ImmutableArray<LogQuery> Of(
        LogSettings settings, ImmutableArray<AlertTold> alerts, DateTimeOffset now) => [];
}
