using System.Collections.Concurrent;

namespace Alerting.Core.Templates;

/// <summary>
/// Texts that were parsed, so many and so long at most: beyond that all are forgotten. Safe for any number of callers.
/// </summary>
internal sealed class ParsedTexts
{
    private const int Most = 1000;
    private const long MostCharacters = 1 << 20;

    private readonly ConcurrentDictionary<string, ParsedText> known = new(StringComparer.Ordinal);
    private long characters;

    /// <summary>The text, or null where it is not remembered.</summary>
    public ParsedText? Find(string text) => known.GetValueOrDefault(text);

    /// <summary>Remembers a text, which may make it forget others.</summary>
    public ParsedText Remember(string text, ParsedText parsed)
    {
        if (known.Count >= Most || Interlocked.Read(ref characters) + text.Length > MostCharacters)
        {
            known.Clear();
            Interlocked.Exchange(ref characters, 0);
        }

        if (known.TryAdd(text, parsed))
        {
            Interlocked.Add(ref characters, text.Length);
        }

        return parsed;
    }
}
