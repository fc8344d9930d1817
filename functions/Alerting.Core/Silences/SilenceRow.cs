using System.Text.Encodings.Web;
using System.Text.Json;
using Alerting.Core.Groups.Rows;
using Alerting.Core.Matching;
using Alerting.Core.Ports;

namespace Alerting.Core.Silences;

/// <summary>
/// A silence as a row of the partition of silences, beside one row whose version changes with any of them.
/// </summary>
internal static class SilenceRow
{
    public const string Partition = "silences";
    public const string VersionKey = "version";
    public const string Prefix = "s~";

    // Letters beyond ASCII take their bytes and not six for each half: what a comment may take is counted by this.
    private static readonly JsonWriterOptions AsWritten = new()
    {
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    public static string Key(string id) => Prefix + id;

    /// <summary>What a silence takes as JSON.</summary>
    public static byte[] Pack(Silence silence)
    {
        using var buffer = new MemoryStream();
        using (var json = new Utf8JsonWriter(buffer, AsWritten))
        {
            json.WriteStartObject();
            json.WriteStartArray("m");
            foreach (var matcher in silence.Matchers)
            {
                json.WriteStartArray();
                json.WriteStringValue(matcher.Name);
                json.WriteStringValue(Matcher.Sign(matcher.Operator));
                json.WriteStringValue(matcher.Value);
                json.WriteEndArray();
            }

            json.WriteEndArray();
            json.WriteString("b", silence.CreatedBy);
            json.WriteString("c", silence.Comment);
            LabelJson.Write(json, "a", silence.Annotations);
            json.WriteEndObject();
        }

        return buffer.ToArray();
    }

    public static Properties Write(Silence silence, byte[] blob)
    {
        var row = new Properties
        {
            { "starts", silence.StartsAt.UtcTicks },
            { "ends", silence.EndsAt.UtcTicks },
            { "updated", silence.UpdatedAt.UtcTicks },
        };
        Blob.Add(row, blob);
        return row;
    }

    public static Silence Read(Row row)
    {
        using var json = JsonDocument.Parse(Blob.Unpack(Blob.Read(row.Properties)));
        var words = json.RootElement;
        return new()
        {
            Id = row.Key[Prefix.Length..],
            Matchers = [.. words.GetProperty("m").EnumerateArray().Select(ReadMatcher)],
            StartsAt = Time(row, "starts"),
            EndsAt = Time(row, "ends"),
            UpdatedAt = Time(row, "updated"),
            CreatedBy = words.GetProperty("b").GetString()!,
            Comment = words.GetProperty("c").GetString()!,
            Annotations = LabelJson.Read(words.GetProperty("a")),
        };
    }

    private static Matcher ReadMatcher(JsonElement matcher) => Matcher.Create(
        matcher[0].GetString()!, Operator(matcher[1].GetString()!), matcher[2].GetString()!, out var problem)
        ?? throw new InvalidDataException("A stored silence has a matcher that is none: " + problem);

    private static MatchOperator Operator(string sign) =>
        Enum.GetValues<MatchOperator>().First(op => string.Equals(Matcher.Sign(op), sign, StringComparison.Ordinal));

    private static DateTimeOffset Time(Row row, string name) => new(row.Properties.Long(name), TimeSpan.Zero);
}
