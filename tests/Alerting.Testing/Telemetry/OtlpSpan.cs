namespace Alerting.Testing.Telemetry;

/// <summary>A span as a collector got it.</summary>
/// <param name="Name">Its name.</param>
/// <param name="TraceId">32 hexadecimal digits.</param>
/// <param name="SpanId">16 hexadecimal digits.</param>
/// <param name="ParentId">The same; empty for a root.</param>
/// <param name="Kind">1 internal, 2 server, 3 client, 4 producer, 5 consumer.</param>
/// <param name="Links">Trace ids of what it is linked to.</param>
/// <param name="Attributes">Values as text.</param>
public sealed record OtlpSpan(
    string Name, string TraceId, string SpanId, string ParentId, int Kind, IReadOnlyList<string> Links,
    IReadOnlyDictionary<string, string> Attributes)
{
    internal static OtlpSpan Read(ReadOnlyMemory<byte> message)
    {
        var fields = ProtobufField.Read(message);
        ProtobufField Of(int number) => fields.FirstOrDefault(field => field.Number == number);
        return new(
            Of(5).Text, Of(1).Hex, Of(2).Hex, Of(4).Hex, (int)Of(6).Value,
            [.. fields.Where(field => field.Number == 13).Select(link => ProtobufField.Read(link.Bytes)[0].Hex)],
            Pairs(fields.Where(field => field.Number == 9).Select(field => field.Bytes)));
    }

    internal static Dictionary<string, string> Pairs(IEnumerable<ReadOnlyMemory<byte>> pairs) => pairs
        .Select(ProtobufField.Read)
        .ToDictionary(pair => pair.First(field => field.Number == 1).Text, pair => Value(pair), StringComparer.Ordinal);

    internal static string Value(ReadOnlyMemory<byte> any) => ProtobufField.Read(any) is [var value, ..]
        ? value.Number == 1 ? value.Text : $"{value.Value}"
        : "";

    private static string Value(IReadOnlyList<ProtobufField> pair) =>
        pair.FirstOrDefault(field => field.Number == 2) is { Bytes.Length: > 0 } value ? Value(value.Bytes) : "";
}
