using System.Buffers;
using System.Text.Json;

namespace Alerting.Bench.Load;

/// <summary>
/// Bodies of <c>POST /api/v2/alerts</c>. Without times: an alert fires since it arrives, so that its group waits as long
/// as it is configured to, however late in the load it comes.
/// </summary>
internal static class ApiBatches
{
    /// <summary>As many distinct alerts.</summary>
    /// <param name="first">Number of the first.</param>
    /// <param name="alerts">How many.</param>
    /// <param name="size">In one body.</param>
    /// <param name="groupOf">The group of the alert of a number.</param>
    public static byte[][] Make(int first, int alerts, int size, Func<int, int> groupOf) =>
        [.. Enumerable.Range(first, alerts).Chunk(size).Select(part => Body(part, groupOf))];

    private static byte[] Body(int[] numbers, Func<int, int> groupOf)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using var json = new Utf8JsonWriter(buffer);
        json.WriteStartArray();
        foreach (var number in numbers)
        {
            Alert(json, number, groupOf(number));
        }

        json.WriteEndArray();
        json.Flush();
        return buffer.WrittenSpan.ToArray();
    }

    private static void Alert(Utf8JsonWriter json, int number, int group)
    {
        json.WriteStartObject();
        json.WriteStartObject("labels");
        json.WriteString("alertname", "BatchJobLate");
        json.WriteString("environment", "production");
        json.WriteString("group", $"{group}");
        json.WriteString("instance", $"worker-{number % 50}.models.example:9100");
        json.WriteString("job", "model-runs");
        json.WriteString(AlertBatches.Number, $"{number}");
        json.WriteString("severity", "warning");
        json.WriteEndObject();
        json.WriteStartObject("annotations");
        json.WriteString("description", $"Run {number} of the model has not ended 30 minutes after its usual time.");
        json.WriteString("runbook_url", "https://runbooks.example/batch-job-late");
        json.WriteString("summary", $"Run {number} is late");
        json.WriteEndObject();
        json.WriteString("generatorURL", "http://prometheus.example:9090/graph?g0.expr=late+%3E+0&g0.tab=1");
        json.WriteEndObject();
    }
}
