using System.Text;

namespace Alerting.Core.Configuration.Addresses;

/// <summary>What a piece of a list of addresses is.</summary>
internal enum AddressTokenKind
{
    /// <summary>A run of anything else.</summary>
    Word,

    /// <summary>A quoted string, without its quotes.</summary>
    Quoted,

    /// <summary><c>&lt;</c>.</summary>
    Open,

    /// <summary><c>&gt;</c>.</summary>
    Close,

    /// <summary><c>@</c>.</summary>
    At,

    /// <summary><c>,</c>.</summary>
    Comma,

    /// <summary>What nothing valid holds: a quote, comment or bracket without an end.</summary>
    Broken,
}

/// <summary>A piece of a list of addresses.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="Text">As it is meant: without quotes and escapes.</param>
/// <param name="IsApart">Whether white space or a comment stands before it.</param>
internal readonly record struct AddressToken(AddressTokenKind Kind, string Text, bool IsApart)
{
    private const string Special = "\"(<>@,[";

    /// <summary>All pieces of a text, comments left out.</summary>
    public static IEnumerable<AddressToken> Read(string text)
    {
        var isApart = false;
        for (var at = 0; at < text.Length;)
        {
            var c = text[at];
            if (char.IsWhiteSpace(c))
            {
                (at, isApart) = (at + 1, true);
            }
            else if (c == '(')
            {
                (at, isApart) = (CommentEnd(text, at), true);
                if (at < 0)
                {
                    yield return new(AddressTokenKind.Broken, "", true);
                    yield break;
                }
            }
            else
            {
                var (kind, word, end) = Next(text, at);
                yield return new(kind, word, isApart);
                (at, isApart) = (end, false);
            }
        }
    }

    private static (AddressTokenKind Kind, string Text, int End) Next(string text, int at) => text[at] switch
    {
        '"' => Quote(text, at),
        '[' => Literal(text, at),
        '<' => (AddressTokenKind.Open, "<", at + 1),
        '>' => (AddressTokenKind.Close, ">", at + 1),
        '@' => (AddressTokenKind.At, "@", at + 1),
        ',' => (AddressTokenKind.Comma, ",", at + 1),
        _ => Word(text, at),
    };

    private static (AddressTokenKind Kind, string Text, int End) Word(string text, int at)
    {
        var end = at;
        while (end < text.Length && !char.IsWhiteSpace(text[end])
            && !Special.Contains(text[end], StringComparison.Ordinal))
        {
            end++;
        }

        return (AddressTokenKind.Word, text[at..end], end);
    }

    private static (AddressTokenKind Kind, string Text, int End) Literal(string text, int at)
    {
        var end = text.IndexOf(']', at);
        return end < 0
            ? (AddressTokenKind.Broken, "", text.Length)
            : (AddressTokenKind.Word, text[at..(end + 1)], end + 1);
    }

    private static (AddressTokenKind Kind, string Text, int End) Quote(string text, int at)
    {
        var inside = new StringBuilder();
        for (var i = at + 1; i < text.Length; i++)
        {
            if (text[i] == '"')
            {
                return (AddressTokenKind.Quoted, inside.ToString(), i + 1);
            }

            i += text[i] == '\\' && i + 1 < text.Length ? 1 : 0;
            inside.Append(text[i]);
        }

        return (AddressTokenKind.Broken, "", text.Length);
    }

    // Comments nest. -1: it does not end.
    private static int CommentEnd(string text, int at)
    {
        var depth = 0;
        for (; at < text.Length; at++)
        {
            depth += text[at] switch { '(' => 1, ')' => -1, _ => 0 };
            if (depth == 0)
            {
                return at + 1;
            }

            at += text[at] == '\\' ? 1 : 0;
        }

        return -1;
    }
}
