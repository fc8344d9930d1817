using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Alerting.Core.Alerts;
using Alerting.Core.Ports;

namespace Alerting.Adapters.Channels.Prefect;

/// <summary>
/// What else an event is about: the flow run and the job where the alert names them, its group, the receiver.
/// </summary>
internal static class PrefectRelated
{
    private const int LongestName = 200;

    public static void Write(Utf8JsonWriter json, Notification notification, PrefectAlert told)
    {
        json.WriteStartArray("related");
        if (told.FlowRun is { } run)
        {
            Write(json, "flow-run", "prefect.flow-run." + run, "");
        }

        // Of a report the job is the resource itself, and the group none that comes again.
        if (!notification.IsStatus)
        {
            WriteGroup(json, notification, told);
        }

        Write(json, "receiver", "alerting.receiver." + BoundedText.Printable(notification.Receiver, LongestName), "");
        json.WriteEndArray();
    }

    private static void WriteGroup(Utf8JsonWriter json, Notification notification, PrefectAlert told)
    {
        if (JobName.Of(told.Alert.Labels, LongestName) is { Length: > 0 } job)
        {
            Write(json, "job", OfJob(job), job);
        }

        Write(json, "group", "alerting.group." + Id(notification.Identity), notification.GroupKey);
    }

    /// <summary>The id of a job.</summary>
    public static string OfJob(string name) => "alerting.job." + name;

    /// <summary>16 hex digits of a text of any length.</summary>
    public static string Id(string text) =>
        Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)).AsSpan(0, 8));

    private static void Write(Utf8JsonWriter json, string role, string id, string name)
    {
        json.WriteStartObject();
        json.WriteString("prefect.resource.id", id);
        json.WriteString("prefect.resource.role", role);
        RelaxedJson.Unless(json, "prefect.resource.name", BoundedText.Printable(name, LongestName));
        json.WriteEndObject();
    }
}
