using System.Buffers;
using System.Text;

namespace Alerting.Core.Templates.Values;

/// <summary>
/// Strings as Go has them, which are bytes. A byte that is no part of UTF-8, as where a letter was cut in two, stands
/// in our strings as half a surrogate pair, U+DC80 to U+DCFF, until the text is done.
/// </summary>
internal static class RawBytes
{
    /// <summary>What a text that is done has in place of each such byte.</summary>
    private const char Replacement = '\uFFFD';

    /// <summary>How many bytes.</summary>
    public static int Length(ReadOnlySpan<char> text)
    {
        var surrogate = text.IndexOfAnyInRange('\uD800', '\uDFFF');
        return surrogate < 0
            ? Encoding.UTF8.GetByteCount(text)
            : Encoding.UTF8.GetByteCount(text[..surrogate]) + Counted(text[surrogate..]);
    }

    /// <summary>The bytes.</summary>
    public static byte[] Of(string text)
    {
        if (!HasSurrogates(text))
        {
            return Encoding.UTF8.GetBytes(text);
        }

        var bytes = new byte[Length(text)];
        var rest = bytes.AsSpan();
        for (var i = 0; i < text.Length;)
        {
            if (IsRaw(text, i))
            {
                rest[0] = (byte)text[i++];
                rest = rest[1..];
                continue;
            }

            Rune.DecodeFromUtf16(text.AsSpan(i), out var rune, out var used);
            rest = rest[rune.EncodeToUtf8(rest)..];
            i += used;
        }

        return bytes;
    }

    /// <summary>The string of bytes.</summary>
    public static string Text(ReadOnlySpan<byte> bytes)
    {
        var text = new StringBuilder(bytes.Length);
        Span<char> units = stackalloc char[2];
        while (bytes.Length > 0)
        {
            if (Rune.DecodeFromUtf8(bytes, out var rune, out var used) == OperationStatus.Done)
            {
                text.Append(units[..rune.EncodeToUtf16(units)]);
            }
            else
            {
                AppendRaw(text, bytes[..used]);
            }

            bytes = bytes[used..];
        }

        return text.ToString();
    }

    /// <summary>Some of the bytes; the bounds are in range.</summary>
    public static string Slice(string text, int from, int to) =>
        Ascii.IsValid(text) ? text[from..to] : Text(Of(text).AsSpan(from..to));

    /// <summary>One of the bytes.</summary>
    public static byte At(string text, int index) =>
        Ascii.IsValid(text) ? (byte)text[index] : Of(text)[index];

    /// <summary>How many runes, of which a byte that is no UTF-8 is one.</summary>
    public static int Runes(ReadOnlySpan<char> text)
    {
        var count = text.Length;
        for (var i = text.IndexOfAnyInRange('\uD800', '\uDBFF'); i >= 0 && i + 1 < text.Length; i++)
        {
            count -= char.IsSurrogatePair(text[i], text[i + 1]) ? 1 : 0;
        }

        return count;
    }

    /// <summary>Whether the unit is such a byte.</summary>
    public static bool IsRaw(string text, int index) =>
        text[index] is >= '\uDC80' and <= '\uDCFF' && (index == 0 || !char.IsHighSurrogate(text[index - 1]));

    /// <summary>
    /// The text that is done: what bytes side by side make together, and U+FFFD for each byte that is still alone.
    /// </summary>
    public static string Done(string text)
    {
        if (!HasSurrogates(text))
        {
            return text;
        }

        var whole = Text(Of(text)).ToCharArray();
        for (var i = 0; i < whole.Length; i++)
        {
            if (char.IsLowSurrogate(whole[i]) && (i == 0 || !char.IsHighSurrogate(whole[i - 1])))
            {
                whole[i] = Replacement;
            }
        }

        return new(whole);
    }

    private static bool HasSurrogates(ReadOnlySpan<char> text) => text.IndexOfAnyInRange('\uD800', '\uDFFF') >= 0;

    private static void AppendRaw(StringBuilder text, ReadOnlySpan<byte> bytes)
    {
        foreach (var single in bytes)
        {
            text.Append((char)(0xDC00 + single));
        }
    }

    private static int Counted(ReadOnlySpan<char> text)
    {
        var count = 0;
        while (text.Length > 0)
        {
            var status = Rune.DecodeFromUtf16(text, out var rune, out var used);
            count += status != OperationStatus.Done && text[0] is >= '\uDC80' and <= '\uDCFF'
                ? 1 : rune.Utf8SequenceLength;
            text = text[used..];
        }

        return count;
    }
}
