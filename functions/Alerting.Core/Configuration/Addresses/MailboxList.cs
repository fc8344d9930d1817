using System.Collections.Immutable;

namespace Alerting.Core.Configuration.Addresses;

/// <summary>Addresses as people write them, separated by commas: names, quotes, comments and angle brackets as in RFC
/// 5322, 3.4; no groups.</summary>
/// <param name="Boxes">Those that can be written to, each address once, in their order.</param>
/// <param name="Invalid">How many entries are none.</param>
public sealed record MailboxList(ImmutableArray<Mailbox> Boxes, int Invalid)
{
    private const int LongestText = 64 * 1024;

    /// <summary>Nobody.</summary>
    public static MailboxList Empty { get; } = new([], 0);

    /// <summary>Reads any text; one of more than 64 Ki characters holds nothing that is valid.</summary>
    public static MailboxList Parse(string text)
    {
        if (text.Length > LongestText)
        {
            return new([], 1);
        }

        var entries = Entries(AddressToken.Read(text)).Where(entry => entry.Count > 0).ToList();
        var boxes = entries.Select(MailboxText.Parse).OfType<Mailbox>().ToList();
        return new(
            [.. boxes.DistinctBy(box => box.Address, StringComparer.OrdinalIgnoreCase)], entries.Count - boxes.Count);
    }

    private static IEnumerable<List<AddressToken>> Entries(IEnumerable<AddressToken> tokens)
    {
        var entry = new List<AddressToken>();
        foreach (var token in tokens)
        {
            if (token.Kind != AddressTokenKind.Comma)
            {
                entry.Add(token);
                continue;
            }

            yield return entry;
            entry = [];
        }

        yield return entry;
    }
}
