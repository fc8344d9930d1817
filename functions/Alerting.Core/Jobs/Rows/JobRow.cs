using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using Alerting.Core.Groups.Rows;
using Alerting.Core.Jobs.Events;
using Alerting.Core.Jobs.Runs;
using Alerting.Core.Ports;

namespace Alerting.Core.Jobs.Rows;

/// <summary>A job, a run and a report as rows: JSON in the blob.</summary>
internal static class JobRow
{
    // Two of these, the job and a few parts fit into a transaction, as the table service counts it.
    private const int MostRunBytes = 500 * 1024;
    private const int MostPartBytes = 100 * 1024;

    public static Properties Write(JobState state) =>
        Pack(JobRowJson.Default.JobState, Lean.Of(state), Blob.MostBytes);

    /// <summary>A job; null where the row is none that can be read here.</summary>
    public static JobState? FindState(Row row)
    {
        try
        {
            return ReadState(row);
        }
        catch (Exception broken) when (IsBroken(broken))
        {
            return null;
        }
    }

    /// <summary>Whether it says that a row cannot be read, as what is packed, or as what it should be.</summary>
    public static bool IsBroken(Exception failure) => failure is JsonException or InvalidDataException
        or FormatException or InvalidOperationException or IndexOutOfRangeException;

    public static JobState ReadState(Row row) => Unpack(JobRowJson.Default.JobState, row);

    public static Properties Write(Run run) => Pack(
        JobRowJson.Default.Run, Lean.Of(run), run.Partition is null ? MostRunBytes : MostPartBytes);

    public static Run ReadRun(Row row) => Unpack(JobRowJson.Default.Run, row);

    /// <summary>A report, as large as it is.</summary>
    public static Properties Write(byte[] report, string? traceParent)
    {
        var row = new Properties { { "traceparent", traceParent } };
        Blob.Add(row, Blob.Pack(report));
        return row;
    }

    /// <summary>A report; <paramref name="came"/> is in its key.</summary>
    public static JobNews ReadNews(Row row, DateTimeOffset came)
    {
        var bytes = Blob.Unpack(Blob.Read(row.Properties));
        var said = JobEventJson.Read(bytes);
        return new(said, came, JobNews.MarkOf(said, bytes.Span));
    }

    // As much of it as fits.
    private static Properties Pack<T>(JsonTypeInfo<T> type, IEnumerable<T> ever, int most)
    {
        byte[] packed = [];
        foreach (var less in ever)
        {
            packed = Blob.Pack(JsonSerializer.SerializeToUtf8Bytes(less, type));
            if (packed.Length <= most)
            {
                break;
            }
        }

        var row = new Properties();
        Blob.Add(row, packed);
        return row;
    }

    private static T Unpack<T>(JsonTypeInfo<T> type, Row row) =>
        JsonSerializer.Deserialize(Blob.Unpack(Blob.Read(row.Properties)).Span, type)
        ?? throw new InvalidDataException($"{row.Key} holds nothing.");
}

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    UseStringEnumConverter = true)]
[JsonSerializable(typeof(JobState))]
[JsonSerializable(typeof(Run))]
internal sealed partial class JobRowJson : JsonSerializerContext;
