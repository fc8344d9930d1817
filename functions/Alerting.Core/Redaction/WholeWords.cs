using System.Buffers;
using System.Text;

namespace Alerting.Core.Redaction;

/// <summary>
/// Texts that are cut before they are redacted: half a credential is not known for one, and tells half of it. A word
/// that may be cut is left out, if it is no longer than 512 characters.
/// </summary>
public static class WholeWords
{
    private const int Longest = 512;
    private const string Separators = " \t\r\n,;&\"'`<>()[]{}";

    private static readonly SearchValues<char> Between = SearchValues.Create(Separators);
    private static readonly SearchValues<byte> BetweenBytes = SearchValues.Create(Encoding.ASCII.GetBytes(Separators));

    /// <summary>At most as many UTF-16 units.</summary>
    public static string Cut(string text, int most) =>
        text.Length <= most ? text : EndLost(text.AsSpan(0, most)).ToString();

    /// <summary>What is whole of a text whose end is lost; never half a surrogate pair.</summary>
    public static ReadOnlySpan<char> EndLost(ReadOnlySpan<char> text)
    {
        var last = text[^Math.Min(text.Length, Longest)..];
        var end = last.LastIndexOfAny(Between);
        return end >= 0 ? text[..^(last.Length - end - 1)]
            : text is [.., var half] && char.IsHighSurrogate(half) ? text[..^1]
            : text;
    }

    /// <summary>What is whole of a text in UTF-8 whose beginning is lost.</summary>
    public static ReadOnlySpan<byte> BeginningLost(ReadOnlySpan<byte> text) =>
        text[(text[..Math.Min(text.Length, Longest)].IndexOfAny(BetweenBytes) + 1)..];
}
