using System.Globalization;
using System.Text;
using Alerting.Core.Alerts;

namespace Alerting.Handler.Composition;

/// <summary>
/// One line per record as Alertmanager writes it, in logfmt or as JSON: time, level, who, what, and each value that the
/// message does not show.
/// </summary>
internal sealed class AlertmanagerLogs(TextWriter output, TimeProvider time, bool isJson) : ILoggerProvider
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
        List<(string Name, string Value)> values =
        [
            ("time", time.GetUtcNow().UtcDateTime.ToString(Logs.Instant, CultureInfo.InvariantCulture)),
            ("level", NameOf(level)), ("component", component), ("msg", message),
            .. Unshown(state).Select(it => (it.Key, Convert.ToString(it.Value, CultureInfo.InvariantCulture) ?? "")),
        ];
        if (failure is not null)
        {
            values.Add(("err", failure.ToString()));
        }

        var line = isJson ? Json(values) : Logfmt(values);
        lock (gate)
        {
            output.WriteLine(line);
        }
    }

    private static string Json(List<(string Name, string Value)> values)
    {
        var json = new GoJson().BeginObject();
        foreach (var (name, value) in values)
        {
            json.Name(name).Text(value);
        }

        return Encoding.UTF8.GetString(json.EndObject().Written.Span);
    }

    private static string Logfmt(List<(string Name, string Value)> values)
    {
        var line = new StringBuilder();
        foreach (var (name, value) in values)
        {
            Add(line, name, value);
        }

        return line.ToString();
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
        line.Append(line.Length > 0 ? " " : "").Append(name).Append('=');
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

    private sealed class Log(AlertmanagerLogs logs, string component) : ILogger
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
