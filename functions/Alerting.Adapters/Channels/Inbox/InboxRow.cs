using System.Globalization;
using Alerting.Core.Ports;

namespace Alerting.Adapters.Channels.Inbox;

/// <summary>A message as a row: newest first by key, the JSON in chunks.</summary>
internal static class InboxRow
{
    public const string Partition = "inbox";

    /// <summary>So many are kept, the newest.</summary>
    public const int Kept = 1000;

    /// <summary>Before the first key and after the last one.</summary>
    public const string First = "0";
    public const string End = ":";

    private const int ChunkBytes = 64_000;

    public static string Key(DateTimeOffset decidedAt, string noticeId) => string.Create(
        CultureInfo.InvariantCulture, $"{DateTime.MaxValue.Ticks - decidedAt.UtcTicks:D19}~{noticeId}");

    public static RowWrite Write(InboxMessage message)
    {
        var properties = new Properties
        {
            { "NoticeId", message.NoticeId },
            { "DecidedAt", message.DecidedAt.ToUniversalTime() },
            { "Text", message.Text },
        };
        for (var (start, n) = (0, 0); start < message.Json.Length; start += ChunkBytes, n++)
        {
            var length = Math.Min(ChunkBytes, message.Json.Length - start);
            properties.Add(Chunk(n), message.Json.Slice(start, length).ToArray());
        }

        return RowWrite.InsertOrReplace(Key(message.DecidedAt, message.NoticeId), properties);
    }

    public static InboxMessage Read(Row row)
    {
        var json = new List<byte>();
        for (var n = 0; row.Properties.Binary(Chunk(n)) is { } chunk; n++)
        {
            json.AddRange(chunk);
        }

        return new(
            row.Properties.Text("NoticeId") ?? "",
            row.Properties.Instant("DecidedAt") ?? DateTimeOffset.MinValue,
            row.Properties.Text("Text") ?? "",
            json.ToArray());
    }

    private static string Chunk(int n) => string.Create(CultureInfo.InvariantCulture, $"Json{n}");
}
