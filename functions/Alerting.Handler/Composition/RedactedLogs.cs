using System.Globalization;
using Alerting.Core.Redaction;
using Microsoft.Extensions.Options;

namespace Alerting.Handler.Composition;

/// <summary>
/// What the process logs, wherever it goes, without credentials: a vendor's answer or a fault may repeat one.
/// </summary>
/// <param name="logs">Where it goes.</param>
/// <param name="redactor">As configured now.</param>
internal sealed class RedactedLogs(ILoggerFactory logs, Func<Redactor> redactor) : ILoggerFactory
{
    /// <summary>A factory as the host makes one, with the redactor before it.</summary>
    public static RedactedLogs Over(IServiceProvider services, Func<Redactor> redactor) => new(
        new LoggerFactory(
            services.GetServices<ILoggerProvider>(),
            services.GetRequiredService<IOptionsMonitor<LoggerFilterOptions>>(),
            services.GetService<IOptions<LoggerFactoryOptions>>(),
            services.GetService<IExternalScopeProvider>()),
        redactor);

    /// <inheritdoc/>
    public ILogger CreateLogger(string categoryName) => new Log(logs.CreateLogger(categoryName), redactor);

    /// <inheritdoc/>
    public void AddProvider(ILoggerProvider provider) => logs.AddProvider(provider);

    /// <inheritdoc/>
    public void Dispose() => logs.Dispose();

    private sealed class Log(ILogger log, Func<Redactor> redactor) : ILogger
    {
        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => log.BeginScope(state);

        public bool IsEnabled(LogLevel logLevel) => log.IsEnabled(logLevel);

        void ILogger.Log<TState>(
            LogLevel logLevel, EventId eventId, TState state, Exception? exception,
            Func<TState, Exception?, string> formatter)
        {
            if (!log.IsEnabled(logLevel))
            {
                return;
            }

            var (clean, isDirty) = Clean.Of(state, formatter(state, exception), exception, redactor());
            if (isDirty)
            {
                log.Log(logLevel, eventId, clean, clean.Failure, static (it, _) => it.ToString());
            }
            else
            {
                log.Log(logLevel, eventId, state, exception, formatter);
            }
        }
    }

    // A record as providers read it: its values, and the message as its text.
    private sealed class Clean(string message, IReadOnlyList<KeyValuePair<string, object?>> values, Exception? failure)
        : List<KeyValuePair<string, object?>>(values)
    {
        public Exception? Failure => failure;

        public override string ToString() => message;

        public static (Clean Record, bool IsDirty) Of(
            object? state, string message, Exception? failure, Redactor redactor)
        {
            var said = redactor.Annotation(message);
            var count = said.Count;
            var values = state as IReadOnlyList<KeyValuePair<string, object?>> ?? [];
            var clean = new KeyValuePair<string, object?>[values.Count];
            for (var i = 0; i < clean.Length; i++)
            {
                var text = TextOf(values[i].Value);
                var value = text is null ? default : redactor.Annotation(text);
                clean[i] = value.Count > 0 ? new(values[i].Key, value.Text) : values[i];
                count += value.Count;
            }

            var fault = failure is null ? default : redactor.Annotation(failure.ToString());
            failure = fault.Count > 0 ? new LoggedFailure(fault.Text) : failure;
            return (new(said.Text, clean, failure), count + fault.Count > 0);
        }

        private static string? TextOf(object? value) => value switch
        {
            null or IFormattable or bool => null,
            string text => text,
            _ => Convert.ToString(value, CultureInfo.InvariantCulture),
        };
    }

    // What is known of a failure whose own words must not be logged.
    private sealed class LoggedFailure(string text) : Exception(text.Split('\n', 2)[0].TrimEnd('\r'))
    {
        public override string ToString() => text;
    }
}
