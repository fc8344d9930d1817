using System.Text.Json;

namespace Alerting.Core.Sources;

/// <summary>
/// Bodies as JSON. What Python's <c>json</c> writes for what is no number, the bare words <c>NaN</c>, <c>Infinity</c>
/// and <c>-Infinity</c>, is read as the same text in quotes: who reads the member refuses it, and no more is lost.
/// </summary>
internal static class JsonBody
{
    // No reader goes deeper than it looks for something, so depth costs no more than breadth; and one element that is
    // nested deep is no reason to lose the others.
    private const int MostLevels = 1_000;

    private static readonly JsonDocumentOptions Options = new() { MaxDepth = MostLevels };

    private static ReadOnlySpan<byte> Mark => "\uFEFF"u8;

    /// <summary>The document, or null and why there is none. A byte order mark does not count.</summary>
    /// <param name="body">UTF-8, at most 1,000 levels deep.</param>
    /// <param name="expected">What the body should be, for the message.</param>
    /// <param name="unreadable">One line; null where there is a document.</param>
    public static JsonDocument? Open(ReadOnlyMemory<byte> body, string expected, out string? unreadable)
    {
        body = WithoutMark(body);
        if (body.IsEmpty)
        {
            unreadable = $"the body is empty: expected {expected}";
            return null;
        }

        try
        {
            unreadable = null;
            return Parse(body);
        }
        catch (JsonException broken)
        {
            unreadable = $"the body is not JSON (line {broken.LineNumber + 1}, byte {broken.BytePositionInLine + 1}; "
                + $"at most {MostLevels} levels): expected {expected}";
            return null;
        }
    }

    /// <summary>A body without the byte order mark that it may begin with.</summary>
    public static ReadOnlyMemory<byte> WithoutMark(ReadOnlyMemory<byte> body) =>
        body.Span.StartsWith(Mark) ? body[Mark.Length..] : body;

    /// <summary>The document; throws <see cref="JsonException"/> where there is none.</summary>
    public static JsonDocument Parse(ReadOnlyMemory<byte> json)
    {
        try
        {
            return JsonDocument.Parse(json, Options);
        }
        catch (JsonException)
        {
            if (BareWords.Quoted(json.Span) is { } quoted)
            {
                return JsonDocument.Parse(quoted, Options);
            }

            throw;
        }
    }

    /// <summary>The members of these names; of one that is there twice the last.</summary>
    public static Dictionary<string, JsonElement> Members(JsonElement json, IReadOnlySet<string> names)
    {
        var members = new Dictionary<string, JsonElement>(StringComparer.Ordinal);
        foreach (var member in json.EnumerateObject())
        {
            if (JsonText.NameOf(member) is var name && names.Contains(name))
            {
                members[name] = member.Value;
            }
        }

        return members;
    }
}
