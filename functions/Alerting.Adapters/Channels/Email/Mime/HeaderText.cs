using System.Text;
using Alerting.Core.Configuration.Addresses;

namespace Alerting.Adapters.Channels.Email.Mime;

/// <summary>
/// Header fields as they are sent: folded at 76 characters, never inside a word, and without any line break of their
/// values; what is not ASCII as encoded words (RFC 2047, Q), never inside a character.
/// </summary>
internal static class HeaderText
{
    private const int LineLength = 76;
    private const int LongestWord = 75;
    private const int LongestAtom = 500;
    private const string EncodedBegin = "=?utf-8?q?";
    private const string EncodedEnd = "?=";

    /// <summary>Whether a field may have the name: RFC 5322, 2.2, at most 70 characters.</summary>
    public static bool IsName(string name) =>
        name.Length is > 0 and <= 70 && name.All(c => c is > ' ' and <= '~' and not ':');

    /// <summary>
    /// The value on one line: line breaks, other control characters and what turns text round are a space each, half a
    /// surrogate pair is U+FFFD.
    /// </summary>
    public static string OneLine(string value)
    {
        var line = new StringBuilder(value.Length);
        foreach (var rune in value.EnumerateRunes())
        {
            line.Append(IsSpace(rune) ? " " : rune.ToString());
        }

        return line.ToString().Trim();
    }

    /// <summary>A field of free text, such as the subject.</summary>
    public static void AppendText(StringBuilder head, string name, string value)
    {
        var line = OneLine(value);
        var words = line.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        Append(head, name, IsPlain(line) ? words : Encoded(name, line));
    }

    /// <summary>A field of words that must stay as they are, such as message ids: ASCII without spaces.</summary>
    public static void AppendWords(StringBuilder head, string name, params IReadOnlyList<string> words) =>
        Append(head, name, words);

    /// <summary>A field of addresses; none for none.</summary>
    public static void AppendAddresses(StringBuilder head, string name, IReadOnlyList<Mailbox> boxes)
    {
        if (boxes.Count > 0)
        {
            Append(head, name, boxes.SelectMany((box, i) => Words(name, box, isLast: i + 1 == boxes.Count)));
        }
    }

    private static bool IsSpace(Rune rune) =>
        Rune.IsControl(rune) || rune.Value is 0x2028 or 0x2029 or 0x202D or 0x202E;

    private static IEnumerable<string> Words(string name, Mailbox box, bool isLast)
    {
        var address = box.Name.Length == 0 ? box.Address : $"<{box.Address}>";
        return [.. Phrase(name, box.Name), isLast ? address : address + ","];
    }

    // Somebody's encoded words of old stay what they are.
    private static IEnumerable<string> Phrase(string name, string phrase)
    {
        var words = phrase.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        return !Ascii.IsValid(phrase) || words.Any(word => word.Length > LongestAtom) ? Encoded(name, phrase)
            : words.All(word => word.EnumerateRunes().All(Mailbox.IsAtomCharacter)) ? words
            : Mailbox.Quoted(string.Join(' ', words)).Split(' ');
    }

    // What looks like an encoded word is not meant as one.
    private static bool IsPlain(string line) => Ascii.IsValid(line)
        && !line.Contains("=?", StringComparison.Ordinal)
        && !line.Split(' ').Any(word => word.Length > LongestAtom);

    private static IEnumerable<string> Encoded(string name, string text)
    {
        // Not to leave the first line empty.
        var most = LongestWord - name.Length - ": ".Length;
        var word = new StringBuilder(EncodedBegin);
        foreach (var rune in text.EnumerateRunes())
        {
            var piece = Piece(rune);
            if (word.Length + piece.Length + EncodedEnd.Length > Math.Max(most, EncodedBegin.Length + 20))
            {
                yield return word.Append(EncodedEnd).ToString();
                word.Clear().Append(EncodedBegin);
                most = LongestWord;
            }

            word.Append(piece);
        }

        yield return word.Append(EncodedEnd).ToString();
    }

    // The characters that may stand in any place, a name among them.
    private static string Piece(Rune rune) => rune.Value switch
    {
        ' ' => "_",
        _ when rune.IsAscii && (Rune.IsLetterOrDigit(rune) || rune.Value is '!' or '*' or '+' or '-' or '/') =>
            rune.ToString(),
        _ => QuotedPrintable.Escape(rune),
    };

    private static void Append(StringBuilder head, string name, IEnumerable<string> words)
    {
        head.Append(name).Append(':');
        var column = name.Length + 1;
        var isFirst = true;
        foreach (var word in words)
        {
            var folds = !isFirst && column + 1 + word.Length > LineLength;
            head.Append(folds ? "\r\n " : " ").Append(word);
            column = (folds ? 0 : column) + 1 + word.Length;
            isFirst = false;
        }

        head.Append("\r\n");
    }
}
