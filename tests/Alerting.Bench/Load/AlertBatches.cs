using System.Buffers;
using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Text.Json;

namespace Alerting.Bench.Load;

/// <summary>Bodies in Alertmanager's version 4 format, made before anything is measured.</summary>
internal static class AlertBatches
{
    /// <summary>Alerts in a body.</summary>
    public const int Size = 100;

    /// <summary>The label that tells alerts apart.</summary>
    public const string Number = "number";

    /// <summary>As many distinct firing alerts, spread evenly over the groups.</summary>
    /// <param name="round">In the labels, so that the alerts and groups of two rounds are not the same.</param>
    /// <param name="alerts">A multiple of <see cref="Size"/>.</param>
    /// <param name="groups">Values of the label <c>group</c>.</param>
    public static byte[][] Make(int round, int alerts, int groups) =>
        Make(round, alerts, number => number % groups, Now(), null);

    /// <summary>As many distinct alerts.</summary>
    /// <param name="round">In the labels.</param>
    /// <param name="alerts">How many.</param>
    /// <param name="groupOf">The group of the alert of a number, from 0.</param>
    /// <param name="startsAt">Since when they fire.</param>
    /// <param name="endsAt">When they were resolved; null: they fire.</param>
    /// <param name="size">In one body.</param>
    public static byte[][] Make(
        int round, int alerts, Func<int, int> groupOf, DateTimeOffset startsAt, DateTimeOffset? endsAt, int size = Size)
    {
        var (started, ended) = (Text(startsAt), Text(endsAt ?? DateTimeOffset.MinValue));
        return
        [
            .. Enumerable.Range(0, alerts).Chunk(size).Select(part => Body(
                endsAt is not null, part,
                (json, number) => Alert(json, round, number, groupOf(number), started, ended))),
        ];
    }

    private static string Text(DateTimeOffset at) =>
        at.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture);

    private static byte[] Body(bool isResolved, int[] numbers, Action<Utf8JsonWriter, int> write)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using var json = new Utf8JsonWriter(buffer);
        json.WriteStartObject();
        json.WriteString("version", "4");
        json.WriteString("groupKey", "{}:{}");
        json.WriteNumber("truncatedAlerts", 0);
        json.WriteString("status", isResolved ? "resolved" : "firing");
        json.WriteString("receiver", "alerting");
        json.WriteString("externalURL", "http://alertmanager.example:9093");
        json.WriteStartArray("alerts");
        foreach (var number in numbers)
        {
            write(json, number);
        }

        json.WriteEndArray();
        json.WriteEndObject();
        json.Flush();
        return buffer.WrittenSpan.ToArray();
    }

    private static void Alert(
        Utf8JsonWriter json, int round, int number, int group, string started, string ended)
    {
        json.WriteStartObject();
        json.WriteString("status", ended.StartsWith("0001", StringComparison.Ordinal) ? "firing" : "resolved");
        json.WriteStartObject("labels");
        json.WriteString("alertname", "BatchJobLate");
        json.WriteString("environment", "production");
        json.WriteString("group", $"{round}-{group}");
        json.WriteString("instance", $"worker-{number % 50}.models.example:9100");
        json.WriteString("job", "model-runs");
        json.WriteString(Number, $"{round}-{number}");
        json.WriteString("severity", "warning");
        json.WriteEndObject();
        json.WriteStartObject("annotations");
        json.WriteString("description", $"Run {number} of the model has not ended 30 minutes after its usual time.");
        json.WriteString("runbook_url", "https://runbooks.example/batch-job-late");
        json.WriteString("summary", $"Run {number} is late");
        json.WriteEndObject();
        json.WriteString("startsAt", started);
        json.WriteString("endsAt", ended);
        json.WriteString("generatorURL", "http://prometheus.example:9090/graph?g0.expr=late+%3E+0&g0.tab=1");
        json.WriteString("fingerprint", "0000000000000000");
        json.WriteEndObject();
    }

    [SuppressMessage("ApiDesign", "RS0030", Justification = "The process measured runs on the system's clock.")]
    private static DateTimeOffset Now() => TimeProvider.System.GetUtcNow();
}
