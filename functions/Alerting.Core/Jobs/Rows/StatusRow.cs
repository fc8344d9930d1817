using System.Collections.Immutable;
using System.Text.Json;
using Alerting.Core.Groups;
using Alerting.Core.Groups.Rows;
using Alerting.Core.Jobs.Events;
using Alerting.Core.Ports;

namespace Alerting.Core.Jobs.Rows;

/// <summary>
/// Reports that somebody asked for, as a row, and the groups that tell of them already: a receiver each.
/// </summary>
internal static class StatusRow
{
    private const string Begun = "begun";

    public static Properties Write(IEnumerable<JobNews> reports, string? traceParent)
    {
        var row = new Properties { { "traceparent", traceParent } };
        Blob.Add(row, Blob.Pack(Json(reports)));
        return row;
    }

    public static ImmutableArray<JobNews> Read(Row row)
    {
        using var json = JsonDocument.Parse(Blob.Unpack(Blob.Read(row.Properties)));
        return
        [
            .. json.RootElement.EnumerateArray().Select(report => new JobNews(
                JobEventReading.Read(report.GetProperty("said")),
                new(report.GetProperty("came").GetInt64(), TimeSpan.Zero),
                Mark: null)),
        ];
    }

    public static ImmutableHashSet<GroupId> ReadBegun(Row row) =>
    [
        .. (row.Properties.Text(Begun) ?? "").Split(' ', StringSplitOptions.RemoveEmptyEntries)
            .Select(id => new GroupId(id)),
    ];

    /// <summary>What is merged into the row.</summary>
    public static Properties Write(IEnumerable<GroupId> begun) => new() { { Begun, string.Join(' ', begun) } };

    private static byte[] Json(IEnumerable<JobNews> reports)
    {
        using var buffer = new MemoryStream();
        using (var json = new Utf8JsonWriter(buffer))
        {
            json.WriteStartArray();
            foreach (var (said, came, _) in reports)
            {
                json.WriteStartObject();
                json.WriteNumber("came", came.UtcTicks);
                json.WritePropertyName("said");
                json.WriteRawValue(JobEventJson.Write(said));
                json.WriteEndObject();
            }

            json.WriteEndArray();
        }

        return buffer.ToArray();
    }
}
