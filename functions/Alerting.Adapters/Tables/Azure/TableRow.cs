using System.Globalization;
using System.Text.Json;
using Alerting.Core.Ports;

namespace Alerting.Adapters.Tables.Azure;

/// <summary>A row as the service answers it with <c>odata=minimalmetadata</c>.</summary>
/// <param name="Row">The row, without what is the service's or the store's own.</param>
/// <param name="Mark">The <see cref="CommitMark"/>, or null.</param>
internal readonly record struct TableRow(Row Row, string? Mark)
{
    private const string TypeOf = "@odata.type";

    /// <summary>Reads one entity.</summary>
    /// <param name="entity">The JSON object.</param>
    /// <param name="etag">The version, where the object does not hold it.</param>
    /// <exception cref="JsonException">It is not a row.</exception>
    public static TableRow Read(JsonElement entity, string? etag)
    {
        var types = Types(entity);
        var properties = new Properties();
        string? partition = null, key = null, mark = null;
        foreach (var property in entity.EnumerateObject())
        {
            switch (property.Name)
            {
                case "PartitionKey":
                    partition = property.Value.GetString();
                    break;
                case "RowKey":
                    key = property.Value.GetString();
                    break;
                case CommitMark.Name:
                    mark = property.Value.GetString();
                    break;
                case "odata.etag":
                    etag = property.Value.GetString();
                    break;
                case "Timestamp":
                    break;
                case var name when !name.Contains('.', StringComparison.Ordinal):
                    properties.Add(name, Value(property.Value, types?.GetValueOrDefault(name)));
                    break;
            }
        }

        return partition is not null && key is not null && !string.IsNullOrEmpty(etag)
            ? new(new(partition, key, new(etag), properties), mark)
            : throw new JsonException("a row without keys or version");
    }

    private static Dictionary<string, string>? Types(JsonElement entity)
    {
        Dictionary<string, string>? types = null;
        foreach (var property in entity.EnumerateObject())
        {
            if (property.Name.EndsWith(TypeOf, StringComparison.Ordinal))
            {
                types ??= new(StringComparer.Ordinal);
                types[property.Name[..^TypeOf.Length]] = property.Value.GetString() ?? "";
            }
        }

        return types;
    }

    private static object? Value(JsonElement value, string? type) => type switch
    {
        null => Bare(value),
        "Edm.String" => value.GetString(),
        "Edm.Int32" => value.GetInt32(),
        "Edm.Boolean" => value.GetBoolean(),
        "Edm.Int64" => long.Parse(value.GetString()!, CultureInfo.InvariantCulture),
        "Edm.Double" => Double(value),
        "Edm.Guid" => value.GetGuid(),
        "Edm.Binary" => value.GetBytesFromBase64(),
        "Edm.DateTime" => DateTimeOffset.Parse(
            value.GetString()!, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal),
        _ => throw new JsonException($"a property of type {type}"),
    };

    // A double shows itself by a point or an exponent; the service annotates one that has neither.
    private static object? Bare(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.String => value.GetString(),
        JsonValueKind.True => true,
        JsonValueKind.False => false,
        JsonValueKind.Null => null,
        JsonValueKind.Number =>
            !value.GetRawText().AsSpan().ContainsAny(".eE") && value.TryGetInt32(out var number)
                ? (object)number
                : value.GetDouble(),
        _ => throw new JsonException($"a property that is a JSON {value.ValueKind}"),
    };

    private static double Double(JsonElement value) => value.ValueKind == JsonValueKind.Number
        ? value.GetDouble()
        : double.Parse(value.GetString()!, CultureInfo.InvariantCulture);
}
