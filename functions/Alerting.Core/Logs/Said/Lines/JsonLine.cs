using System.Text.Json;
using Alerting.Core.Jobs.Events;
using Alerting.Core.Sources;

namespace Alerting.Core.Logs.Said.Lines;

/// <summary>A line that is a record as JSON: what it says, with its stack trace below, and how bad it says it
/// is.</summary>
/// <param name="Text">May hold line feeds.</param>
/// <param name="Level">Null when it does not say.</param>
/// <param name="At">Null when it does not say.</param>
internal sealed record JsonLine(string Text, Level? Level, DateTimeOffset? At)
{
    private const int Longest = 256 * 1024;

    /// <summary>The record; null when the line is none that says something.</summary>
    public static JsonLine? Of(string line)
    {
        var text = line.AsSpan().Trim();
        if (text is not ['{', .., '}'] || text.Length > Longest)
        {
            return null;
        }

        try
        {
            using var document = JsonDocument.Parse(text.ToString(), new() { MaxDepth = 32 });
            return JsonWords.Of(document.RootElement) is { Text: { } said } words
                ? new(said, words.Level, Rfc3339.TryParse(words.Time ?? "", out var at) ? at.ToUniversalTime() : null)
                : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
