using System.Globalization;
using System.Text;
using Alerting.Core.Alerts;

namespace Alerting.Handler.Composition;

/// <summary>
/// One line per record, in logfmt as Alertmanager writes it: time, level, who, what, and each value that the message
/// does not show.
/// </summary>
internal sealed class LogfmtLogs(TextWriter output, TimeProvider time) : ILoggerProvider
{
    private const string Template = "{OriginalFormat}";

    private readonly Lock gate = new();

    /// <inheritdoc/>
    public ILogger CreateLogger(string categoryName) =>
        new Log(this, categoryName[(categoryName.LastIndexOf('.') + 1)..]);

    /// <inheritdoc/>
    public void Dispose() { }

    private void Write(string component, LogLevel level, string message, object? state, Exception? failure)
    {
        var line = new StringBuilder("time=")
            .Append(time.GetUtcNow().UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture))
            .Append(" level=").Append(NameOf(level));
        Add(line, "component", component);
        Add(line, "msg", message);
        foreach (var (name, value) in Unshown(state))
        {
            Add(line, name, Convert.ToString(value, CultureInfo.InvariantCulture) ?? "");
        }

        if (failure is not null)
        {
            Add(line, "err", failure.ToString());
        }

        lock (gate)
        {
            output.WriteLine(line);
        }
    }

    private static IEnumerable<KeyValuePair<string, object?>> Unshown(object? state)
    {
        var values = state as IReadOnlyList<KeyValuePair<string, object?>> ?? [];
        var template = values.FirstOrDefault(value => value.Key == Template).Value as string ?? "";
        return values.Where(value =>
            value.Key != Template && !template.Contains($"{{{value.Key}}}", StringComparison.Ordinal));
    }

    private static void Add(StringBuilder line, string name, string value)
    {
        line.Append(' ').Append(name).Append('=');
        if (value.Length > 0 && value.All(c => c is > ' ' and < '\x7f' and not ('"' or '=' or '\\')))
        {
            line.Append(value);
        }
        else
        {
            GoQuote.Append(line, value);
        }
    }

    private static string NameOf(LogLevel level) => level switch
    {
        LogLevel.Trace or LogLevel.Debug => "DEBUG",
        LogLevel.Information => "INFO",
        LogLevel.Warning => "WARN",
        LogLevel.Error or LogLevel.Critical or LogLevel.None => "ERROR",
    };

    private sealed class Log(LogfmtLogs logs, string component) : ILogger
    {
        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => logLevel != LogLevel.None;

        void ILogger.Log<TState>(
            LogLevel logLevel, EventId eventId, TState state, Exception? exception,
            Func<TState, Exception?, string> formatter) =>
            logs.Write(component, logLevel, formatter(state, exception), state, exception);
    }
}
