using System.Globalization;
using System.Text;
using System.Text.Json;

namespace Alerting.Testing.Azure;

/// <summary>One operation on a row, as the wire has it.</summary>
/// <param name="Method">POST, PUT, PATCH, DELETE.</param>
/// <param name="Partition">Partition key.</param>
/// <param name="Key">Row key.</param>
/// <param name="IfMatch">Null where there is none.</param>
/// <param name="Values">Raw JSON by member, annotations included.</param>
internal sealed record TableOperation(
    string Method, string Partition, string Key, string? IfMatch, Dictionary<string, string> Values)
{
    public string Kind => (Method, IfMatch) switch
    {
        ("POST", _) => "insert",
        ("PUT", null) => "upsert",
        ("PUT", _) => "replace",
        ("PATCH" or "MERGE", _) => "merge",
        _ => "delete",
    };

    /// <summary>The members of a JSON object.</summary>
    public static Dictionary<string, string> Members(string json)
    {
        using var document = JsonDocument.Parse(json.Length == 0 ? "{}" : json);
        return document.RootElement.EnumerateObject()
            .ToDictionary(member => member.Name, member => member.Value.GetRawText(), StringComparer.Ordinal);
    }
}

/// <summary>What came of it.</summary>
internal sealed record TableReply(int Status, string? ETag = null, string Code = "", string Body = "");

/// <summary>
/// The rows of a <see cref="TableServer"/>: values are kept as they came, so that the types are the wire's.
/// </summary>
internal sealed class TableRows
{
    private readonly Lock gate = new();
    private readonly Dictionary<string, Partition> partitions = new(StringComparer.Ordinal);
    private long version;

    public string? Get(string partition, string key)
    {
        lock (gate)
        {
            return Find(partition, key)?.Shown(partition, key);
        }
    }

    /// <summary>Rows from a key on, one more than asked for when there are more.</summary>
    public List<(string Key, string Json)> Between(string partition, string from, string to, int limit)
    {
        lock (gate)
        {
            return string.CompareOrdinal(from, to) >= 0 || !partitions.TryGetValue(partition, out var rows)
                ? []
                : [.. rows.Keys.GetViewBetween(from, to).Where(key => key != to).Take(limit + 1)
                    .Select(key => (key, rows.Stored[key].Shown(partition, key)))];
        }
    }

    /// <summary>All or none; when refused, the place and what was wrong with that one.</summary>
    public (int Refused, List<TableReply> Replies) Apply(IReadOnlyList<TableOperation> operations)
    {
        lock (gate)
        {
            for (var i = 0; i < operations.Count; i++)
            {
                if (Refusal(operations[i]) is { } refused)
                {
                    return (i, [refused]);
                }
            }

            return (-1, [.. operations.Select(Write)]);
        }
    }

    private Stored? Find(string partition, string key) =>
        partitions.TryGetValue(partition, out var rows) ? rows.Stored.GetValueOrDefault(key) : null;

    private TableReply? Refusal(TableOperation asked) => (asked.Kind, Find(asked.Partition, asked.Key)) switch
    {
        ("insert", not null) => new(409, null, "EntityAlreadyExists"),
        ("insert" or "upsert", _) => null,
        ("delete", _) when asked.IfMatch is null => new(400, null, "InvalidInput"),
        ("merge", _) when asked.IfMatch is null => null,
        (_, null) => new(404, null, "ResourceNotFound"),
        (_, { } row) => asked.IfMatch == "*" || asked.IfMatch == row.ETag
            ? null
            : new(412, null, "UpdateConditionNotSatisfied"),
    };

    private TableReply Write(TableOperation asked)
    {
        if (!partitions.TryGetValue(asked.Partition, out var rows))
        {
            partitions.Add(asked.Partition, rows = new());
        }

        if (asked.Kind == "delete")
        {
            rows.Keys.Remove(asked.Key);
            rows.Stored.Remove(asked.Key);
            return new(204);
        }

        var old = asked.Kind == "merge" ? rows.Stored.GetValueOrDefault(asked.Key)?.Values : null;
        var values = new Dictionary<string, string>(old ?? [], StringComparer.Ordinal);
        foreach (var (name, value) in asked.Values.Where(member => member.Value != "null"))
        {
            // Another type leaves no annotation of the one before.
            values.Remove(name + "@odata.type");
            values[name] = value;
        }

        foreach (var (name, value) in asked.Values.Where(member => member.Key.Contains('@', StringComparison.Ordinal)))
        {
            values[name] = value;
        }

        var etag = $"W/\"datetime'2026-01-01T00%3A00%3A{++version:D10}Z'\"";
        rows.Keys.Add(asked.Key);
        rows.Stored[asked.Key] = new(etag, values);
        return new(204, etag);
    }

    private sealed record Stored(string ETag, Dictionary<string, string> Values)
    {
        public string Shown(string partition, string key)
        {
            var json = new StringBuilder("{\"odata.etag\":").Append(Text(ETag));
            json.Append(CultureInfo.InvariantCulture, $",\"PartitionKey\":{Text(partition)},\"RowKey\":{Text(key)}");
            json.Append(",\"Timestamp\":\"2026-01-01T00:00:00Z\"");
            foreach (var (name, value) in Values.Where(member => member.Key is not ("PartitionKey" or "RowKey")))
            {
                json.Append(CultureInfo.InvariantCulture, $",{Text(name)}:{value}");
            }

            return json.Append('}').ToString();
        }

        private static string Text(string text) => $"\"{JsonEncodedText.Encode(text)}\"";
    }

    private sealed class Partition
    {
        public Dictionary<string, Stored> Stored { get; } = new(StringComparer.Ordinal);

        public SortedSet<string> Keys { get; } = new(StringComparer.Ordinal);
    }
}
