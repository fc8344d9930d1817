using System.Collections.Immutable;
using System.Runtime.InteropServices;
using System.Text;
using System.Text.Json;
using Alerting.Core.Jobs.Events;
using Alerting.Core.Logs;
using Alerting.Core.Logs.Said.Lines;

namespace Alerting.Adapters.Logs.Files;

/// <summary>A line that is a JSON object.</summary>
/// <param name="At">When; null when it does not say.</param>
/// <param name="Level">How bad; null when it does not say.</param>
/// <param name="Message">What it says, with the stack trace where it has one.</param>
internal sealed record JsonLine(DateTimeOffset? At, Level? Level, string Message)
{
    private const int Deepest = 16;

    private JsonElement Root { get; init; }

    /// <summary>The line; null when it is no JSON object.</summary>
    public static JsonLine? Read(ReadOnlySpan<byte> line)
    {
        try
        {
            var reader = new Utf8JsonReader(line, new JsonReaderOptions { MaxDepth = Deepest });
            var root = JsonElement.ParseValue(ref reader);
            var words = JsonWords.Of(root);
            return root.ValueKind != JsonValueKind.Object ? null : new(
                LineTime.Of(line), words.Level, words.Text ?? Raw(root))
            {
                Root = root,
            };
        }
        catch (Exception odd) when (odd is JsonException or InvalidOperationException)
        {
            return null;
        }
    }

    /// <summary>
    /// Whether it is what is asked for: no field says otherwise, and something says so, be it its file.
    /// </summary>
    public bool IsOf(ImmutableArray<LogField> fields, bool isSaid)
    {
        foreach (var field in fields)
        {
            if (TextOf(Root, field.Name) is not { } value)
            {
                continue;
            }

            if (field.IsPrefix ? !value.StartsWith(field.Value, StringComparison.Ordinal) : value != field.Value)
            {
                return false;
            }

            isSaid = true;
        }

        return isSaid;
    }

    // A name with points is a key as it stands, or leads from object to object.
    private static string? TextOf(JsonElement element, string name)
    {
        if (Member(element, name) is not { } value)
        {
            var point = name.IndexOf('.', StringComparison.Ordinal);
            return point > 0 && Member(element, name[..point]) is { ValueKind: JsonValueKind.Object } below
                    ? TextOf(below, name[(point + 1)..])
                    : null;
        }

        return value.ValueKind switch
        {
            JsonValueKind.String => Whole(value),
            JsonValueKind.Number or JsonValueKind.True or JsonValueKind.False => value.GetRawText(),
            _ => null,
        };
    }

    // Half a surrogate pair, or a byte that is no text, must not take all other lines with it.
    private static JsonElement? Member(JsonElement element, string name)
    {
        try
        {
            return element.TryGetProperty(name, out var value) ? value : null;
        }
        catch (InvalidOperationException)
        {
            return null;
        }
    }

    private static string Whole(JsonElement text)
    {
        try
        {
            return text.GetString()!;
        }
        catch (InvalidOperationException)
        {
            return Raw(text).Trim('"');
        }
    }

    private static string Raw(JsonElement value) => Encoding.UTF8.GetString(JsonMarshal.GetRawUtf8Value(value));
}
