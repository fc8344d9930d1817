using System.Collections.Immutable;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Alerting.Core.Ports;

namespace Alerting.Core.Desks.Intake;

/// <summary>
/// A rejected body as two rows, so that a list of them is read without their bytes: <c>i~{id}</c> says what it is,
/// <c>b~{id}</c> holds it.
/// </summary>
internal static class RejectedRow
{
    public const string Partition = "rejected";

    /// <summary>Before the first of the rows that say what they are, and after the last.</summary>
    public const string First = "i~";
    public const string End = "i~~";

    private const string BodyPrefix = "b~";
    private const int MostWhy = 1_000;
    private const int MostType = 200;
    private const int MostRid = 300;
    private const int MostAttributes = 32_000;

    /// <summary>A new id; those of a later time sort before.</summary>
    public static string NewId(DateTimeOffset at) => string.Create(
        CultureInfo.InvariantCulture,
        $"{DateTime.MaxValue.Ticks - at.UtcTicks:D19}-{RandomNumberGenerator.GetHexString(8, lowercase: true)}");

    /// <summary>Whether a text can be an id: what is asked for comes from strangers.</summary>
    public static bool IsId(string text) =>
        text.Length == 28 && text.All(c => char.IsAsciiHexDigitLower(c) || c == '-');

    public static string KeyOf(string id) => First + id;

    public static string BodyKeyOf(string id) => BodyPrefix + id;

    public static string IdOf(string key) => key[First.Length..];

    public static IReadOnlyList<RowWrite> Write(RejectedBody body) =>
    [
        RowWrite.Insert(KeyOf(body.Id), new()
        {
            { "at", body.At.UtcTicks },
            { "path", Kept(body.Path, RejectedBody.MostPath) },
            { "rid", Kept(body.Rid, MostRid) },
            { "type", Kept(body.ContentType, MostType) },
            { "attributes", body.Attributes.IsEmpty ? null : Attributes(body.Attributes) },
            { "why", Kept(body.Why, MostWhy) },
            { "length", body.Length },
        }),
        RowWrite.Insert(BodyKeyOf(body.Id), new() { { "body", body.Body.ToArray() } }),
    ];

    public static IReadOnlyList<RowWrite> Delete(string id) =>
        [RowWrite.Delete(KeyOf(id), ETag.Any), RowWrite.Delete(BodyKeyOf(id), ETag.Any)];

    public static RejectedBody Read(Row row, Row? body)
    {
        var said = row.Properties;
        return new()
        {
            Id = IdOf(row.Key),
            At = new(said.Long("at"), TimeSpan.Zero),
            Path = said.Text("path") ?? "",
            Rid = said.Text("rid"),
            ContentType = said.Text("type"),
            Attributes = ReadAttributes(said.Text("attributes")),
            Why = said.Text("why") ?? "",
            Length = said.Long("length"),
            Body = body?.Properties.Binary("body") ?? [],
        };
    }

    // No row takes half of a surrogate pair.
    private static string? Kept(string? text, int most) =>
        text is null ? null : Encoding.UTF8.GetString(Encoding.UTF8.GetBytes(Groups.Text.Cut(text, most)));

    private static string? Attributes(ImmutableSortedDictionary<string, string> attributes)
    {
        using var buffer = new MemoryStream();
        using (var json = new Utf8JsonWriter(buffer))
        {
            json.WriteStartObject();
            foreach (var (name, value) in attributes)
            {
                json.WriteString(name, value);
            }

            json.WriteEndObject();
        }

        var text = Encoding.UTF8.GetString(buffer.GetBuffer(), 0, (int)buffer.Length);
        return text.Length <= MostAttributes ? text : null;
    }

    private static ImmutableSortedDictionary<string, string> ReadAttributes(string? text)
    {
        using var json = JsonDocument.Parse(text ?? "{}");
        return json.RootElement.EnumerateObject().ToImmutableSortedDictionary(
            member => member.Name, member => member.Value.GetString()!, StringComparer.Ordinal);
    }
}
