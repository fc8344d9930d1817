using Alerting.Core.Logs;

namespace Alerting.Core.Ports;

/// <summary>Asks one kind of log store. Safe for any number of callers.</summary>
public interface ILogSource
{
    /// <summary>The kind it serves: <see cref="LogSourceSettings.Kind"/>.</summary>
    string Kind { get; }

    /// <summary>
    /// Asks once, within the bounds of <see cref="LogQuery.Source"/>. Never throws for what a vendor, a network or a
    /// disk does, nor for the deadline: that is a <see cref="LogAnswer.Failed"/>.
    /// </summary>
    Task<LogAnswer> Find(LogQuery query, CancellationToken deadline);

    /// <summary>Where people see the same in the vendor's own pages; null where nothing says how.</summary>
    string? LinkOf(LogQuery query);
}
