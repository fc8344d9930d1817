using System.Buffers;
using Alerting.Core.Redaction.Kinds;

namespace Alerting.Core.Redaction.Scanning;

/// <summary>Where something may be: the next of four vectorised searches; each goes over the text once.</summary>
/// <param name="fields">Names that somebody configured besides; null: none.</param>
internal struct Anchors(Fields? fields)
{
    private Search tokens = new(TokenKinds.Anchors);
    private Search more = new(TokenKinds.MoreAnchors);
    private Search words = new(Landmark.Anchors);
    private Search named = new(fields?.Anchors);

    /// <summary>The next from there on; the greatest number where there is none.</summary>
    public int From(ref Reading text, int from) => Math.Min(
        Math.Min(tokens.From(ref text, from), more.From(ref text, from)),
        Math.Min(words.From(ref text, from), named.From(ref text, from)));

    /// <summary>Whether the beginning of a kind of token was found there.</summary>
    public readonly bool IsToken(int index) => tokens.Found == index || more.Found == index;

    /// <summary>Whether a name or another landmark was.</summary>
    public readonly bool IsWord(int index) => words.Found == index || named.Found == index;

    private struct Search(SearchValues<string>? anchors)
    {
        public int Found { get; private set; } = anchors is null ? int.MaxValue : -1;

        public int From(ref Reading text, int from)
        {
            if (Found >= from)
            {
                return Found;
            }

            var length = from < text.Text.Length ? text.Text[from..].IndexOfAny(anchors!) : -1;
            text.Looked += length < 0 ? Math.Max(0, text.Text.Length - from) : length + 1;
            return Found = length < 0 ? int.MaxValue : from + length;
        }
    }
}
