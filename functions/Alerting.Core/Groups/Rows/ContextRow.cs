using Alerting.Core.Logs.Said;
using Alerting.Core.Ports;

namespace Alerting.Core.Groups.Rows;

/// <summary>The row of what is said of a flush beside its alerts.</summary>
internal static class ContextRow
{
    /// <summary>The row; null where it does not fit into one.</summary>
    public static Properties? Write(LogContext context)
    {
        var packed = Blob.Pack(LogContextJson.Write(context));
        if (packed.Length > Blob.MostBytes)
        {
            return null;
        }

        var row = new Properties();
        Blob.Add(row, packed);
        return row;
    }

    /// <summary>Whether both say the same.</summary>
    public static bool IsSame(LogContext one, LogContext other) =>
        LogContextJson.Write(one).AsSpan().SequenceEqual(LogContextJson.Write(other));

    /// <summary>What it holds; null where another version wrote it, and it cannot be read here.</summary>
    public static LogContext? Find(Row row)
    {
        try
        {
            return LogContextJson.Read(Blob.Unpack(Blob.Read(row.Properties)));
        }
        catch (Exception broken) when (broken is FormatException or System.Text.Json.JsonException
            or InvalidDataException or InvalidOperationException or IndexOutOfRangeException)
        {
            return null;
        }
    }
}
