using Alerting.Core.Logs;
using Alerting.Core.Ports;

namespace Alerting.Adapters.Logs.Loki;

/// <summary>Grafana's Explore for Loki: it is linked and not asked.</summary>
internal sealed class LokiLinks : ILogSource
{
    /// <inheritdoc/>
    public string Kind => LogSourceSettings.Loki.Word;

    /// <summary>Nothing: <see cref="LogSourceSettings.IsAsked"/> is false.</summary>
    public Task<LogAnswer> Find(LogQuery query, CancellationToken deadline) =>
        Task.FromResult<LogAnswer>(new LogAnswer.Found([]));

    /// <inheritdoc/>
    public string? LinkOf(LogQuery query) => LokiLink.Of(query);
}
