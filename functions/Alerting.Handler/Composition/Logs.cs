using System.Text.Encodings.Web;
using System.Text.Json;
using Alerting.Core.Redaction;
using Alerting.Handler.Cli.Alertmanager;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace Alerting.Handler.Composition;

/// <summary>One line per record: readable on a terminal, JSON for everything else.</summary>
internal static class Logs
{
    public const string Instant = "yyyy-MM-dd'T'HH:mm:ss.fff'Z'";

    // Relaxed: for people who read logs; line feeds and quotation marks are still escaped.
    private static JsonWriterOptions OneLine =>
        new() { Indented = false, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <param name="logging">Where they are added.</param>
    /// <param name="theirs">How an Alertmanager would log: everything on stderr; null: as we do, on stdout.</param>
    /// <param name="least">Only what is so bad or worse; null: as is usual.</param>
    /// <param name="export">Where logs go besides; null: nowhere.</param>
    /// <param name="redactor">What takes credentials out of them, as configured now.</param>
    public static void Add(
        ILoggingBuilder logging, AlertmanagerOptions? theirs, LogLevel? least, ILoggerProvider? export,
        Func<Redactor> redactor)
    {
        logging.Services.Replace(
            ServiceDescriptor.Singleton<ILoggerFactory>(services => RedactedLogs.Over(services, redactor)));
        logging.SetMinimumLevel(least ?? theirs?.LogLevel ?? LogLevel.Information)
            .AddFilter("Microsoft", LogLevel.Warning)
            // What stops a start is said in one line on stderr; the host would add a stack trace.
            .AddFilter("Microsoft.Extensions.Hosting.Internal.Host", LogLevel.None);
        if (theirs is not null)
        {
            logging.Services.AddSingleton<ILoggerProvider>(
                _ => new AlertmanagerLogs(Console.Error, AlertingApp.SystemTime(), theirs.LogsJson));
        }
        else if (Console.IsOutputRedirected)
        {
            logging.AddJsonConsole(json =>
                (json.UseUtcTimestamp, json.TimestampFormat, json.IncludeScopes, json.JsonWriterOptions) =
                (true, Instant, false, OneLine));
        }
        else
        {
            logging.AddSimpleConsole(text =>
                (text.UseUtcTimestamp, text.TimestampFormat, text.IncludeScopes, text.SingleLine) =
                (true, Instant + " ", false, true));
        }

        if (export is not null)
        {
            logging.AddProvider(export);
        }
    }
}
