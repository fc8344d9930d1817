namespace Alerting.Core.Matching;

/// <summary>What a label may be called.</summary>
public static class LabelNames
{
    /// <summary>Whether it is <c>[a-zA-Z_][a-zA-Z0-9_]*</c>.</summary>
    public static bool IsClassic(string name)
    {
        for (var i = 0; i < name.Length; i++)
        {
            if (!(char.IsAsciiLetter(name[i]) || name[i] == '_' || (i > 0 && char.IsAsciiDigit(name[i]))))
            {
                return false;
            }
        }

        return name.Length > 0;
    }

    /// <summary>Classic where only the classic grammar is read, otherwise any Unicode text but the empty one.</summary>
    public static bool IsValid(string name, MatcherMode mode) => mode switch
    {
        MatcherMode.Classic => IsClassic(name),
        MatcherMode.Fallback or MatcherMode.Utf8Strict => name.Length > 0 && IsUnicode(name),
    };

    /// <summary>Whether no surrogate stands alone, so that the text is valid UTF-8 on the wire.</summary>
    internal static bool IsUnicode(ReadOnlySpan<char> text)
    {
        while (text.Length > 0)
        {
            if (System.Text.Rune.DecodeFromUtf16(text, out _, out var used) != System.Buffers.OperationStatus.Done)
            {
                return false;
            }

            text = text[used..];
        }

        return true;
    }
}
