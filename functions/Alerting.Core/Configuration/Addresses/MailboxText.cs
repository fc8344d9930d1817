using System.Globalization;
using System.Text;
using Alerting.Core.Alerts;

namespace Alerting.Core.Configuration.Addresses;

/// <summary>Reads one entry of a list of addresses.</summary>
internal static class MailboxText
{
    // RFC 5321, 4.5.3.1; the domain as ASCII.
    private const int LongestLocal = 64;
    private const int LongestDomain = 253;
    private const int LongestName = 200;

    private static readonly IdnMapping Idn = new();

    /// <summary>
    /// The mailbox of <c>local@domain</c> or <c>name &lt;local@domain&gt;</c>; null where it is none.
    /// </summary>
    public static Mailbox? Parse(List<AddressToken> entry)
    {
        var open = entry.FindIndex(token => token.Kind == AddressTokenKind.Open);
        if (open < 0)
        {
            return Box("", entry);
        }

        // A colon is the beginning of a group.
        var name = entry[..open];
        return entry[^1].Kind == AddressTokenKind.Close && name.All(word => word.Kind == AddressTokenKind.Quoted
            || (word.Kind == AddressTokenKind.Word && !word.Text.Contains(':', StringComparison.Ordinal)))
            ? Box(Name(name), entry[(open + 1)..^1])
            : null;
    }

    /// <summary>A domain as ASCII and in lower case; null where it is none.</summary>
    public static string? Domain(string text)
    {
        if (text.StartsWith('['))
        {
            return text.Length > 2 && text.Length <= LongestDomain && text[1..^1].All(IsLiteralCharacter) ? text : null;
        }

        try
        {
            var domain = Idn.GetAscii(text.ToLowerInvariant());
            return domain.Length <= LongestDomain && domain.Split('.').All(IsHostLabel) ? domain : null;
        }
        catch (ArgumentException)
        {
            return null;
        }
    }

    private static Mailbox? Box(string name, List<AddressToken> address)
    {
        var isWhole = address.Count == 3
            && address[0].Kind is AddressTokenKind.Word or AddressTokenKind.Quoted
            && address[1] is { Kind: AddressTokenKind.At, IsApart: false }
            && address[2] is { Kind: AddressTokenKind.Word, IsApart: false };
        return isWhole && IsLocal(address[0]) && Domain(address[2].Text) is { } domain
            ? new(name, address[0].Text, domain)
            : null;
    }

    private static bool IsLocal(AddressToken token) =>
        Encoding.UTF8.GetByteCount(token.Text) is > 0 and <= LongestLocal
        && (token.Kind == AddressTokenKind.Quoted
            ? token.Text.EnumerateRunes().All(rune => !Rune.IsControl(rune) && rune != Rune.ReplacementChar)
            : Mailbox.IsDotAtom(token.Text));

    private static string Name(List<AddressToken> words)
    {
        var name = string.Concat(words.Select((word, i) => i > 0 && word.IsApart ? " " + word.Text : word.Text));
        return BoundedText.Printable(name, LongestName).Replace('\n', ' ').Trim();
    }

    private static bool IsHostLabel(string label) => label.Length is > 0 and <= 63
        && label[0] != '-' && label[^1] != '-'
        && label.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_');

    private static bool IsLiteralCharacter(char c) => char.IsAsciiLetterOrDigit(c) || c is '.' or ':' or '-';
}
