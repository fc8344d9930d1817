using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json;
using Alerting.Core.Alerts;
using Alerting.Core.Ports;
using Alerting.Core.Sources;

namespace Alerting.Adapters.Channels.Prefect;

/// <summary>A line for the log of each flow run that the alerts name.</summary>
internal static class PrefectNotes
{
    private const int MostRuns = 100;
    private const int LongestLine = 2000;

    /// <summary>
    /// An array of the server's schema <c>LogCreate</c>, for at most 100 flow runs; null where none is named.
    /// </summary>
    public static ReadOnlyMemory<byte>? Write(Notification notification, ImmutableArray<PrefectAlert> alerts)
    {
        IGrouping<Guid, PrefectAlert>[] runs =
            [.. alerts.Where(alert => alert.FlowRun is not null).GroupBy(alert => alert.FlowRun!.Value).Take(MostRuns)];
        if (runs.Length == 0)
        {
            return null;
        }

        return RelaxedJson.Of(json =>
        {
            json.WriteStartArray();
            foreach (var run in runs)
            {
                Write(json, notification, run);
            }

            json.WriteEndArray();
        });
    }

    private static void Write(Utf8JsonWriter json, Notification notification, IGrouping<Guid, PrefectAlert> run)
    {
        var alerts = run.Select(told => told.Alert).ToArray();
        var first = alerts.FirstOrDefault(alert => alert.Status == AlertStatus.Firing) ?? alerts[0];
        json.WriteStartObject();
        json.WriteString("name", "alerting");
        json.WriteNumber("level", Level(first));
        json.WriteString("message", BoundedText.Printable(Line(notification, first, alerts.Length - 1), LongestLine));
        json.WriteString("timestamp", Rfc3339.Format(notification.DecidedAt));
        json.WriteString("flow_run_id", run.Key);
        json.WriteEndObject();
    }

    private static string Line(Notification notification, NotifiedAlert alert, int more)
    {
        var mark = notification.IsDrill ? "[DRILL] " : "";
        var rest = more > 0 ? string.Create(CultureInfo.InvariantCulture, $" (and {more} more)") : "";
        var name = BoundedText.Printable(alert.Labels["alertname"], 200);
        return $"{mark}{PlainText.Word(alert.Status)} {name}: {PlainText.Says(alert, 1000)}{rest} "
            + WebLinks.Group(notification);
    }

    // The numbers of Python's logging.
    private static int Level(NotifiedAlert alert) => alert.Status != AlertStatus.Firing
        ? 20
        : Grades.Of(alert) switch
        {
            Grade.Critical => 50,
            Grade.Error or null => 40,
            Grade.Warning => 30,
            Grade.Info => 20,
        };
}
