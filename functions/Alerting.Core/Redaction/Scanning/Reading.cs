using System.Buffers;

namespace Alerting.Core.Redaction.Scanning;

/// <summary>
/// A text while it is looked through, and how much of it was: every character that a scanner looks at is counted, so
/// that a test can say that the work grows as the text does.
/// </summary>
internal ref struct Reading(ReadOnlySpan<char> text)
{
    // Where the next at sign is, as was found once: however many addresses begin before it, it is looked for once.
    private int atFrom = -1;
    private int atFound;

    // The same of the last line of a key.
    private int endFrom = -1;
    private int endFound;

    public readonly ReadOnlySpan<char> Text = text;

    /// <summary>Characters looked at.</summary>
    public long Looked;

    /// <summary>What is before it is settled: no mask begins there.</summary>
    public int Settled;

    /// <summary>The character there; NUL outside.</summary>
    public readonly char this[int index] => (uint)index < (uint)Text.Length ? Text[index] : '\0';

    /// <summary>
    /// The character before, or what was put in its place; a line feed where that is written as an escape, of which no
    /// letter belongs to what follows.
    /// </summary>
    public readonly char Before(int index) => index == Settled && index > 0 ? ']'
        : this[index - 2] == '\\' && this[index - 1] is 'n' or 'r' or 't' ? '\n'
        : this[index - 6] == '\\' && this[index - 5] == 'u' ? '\n'
        : this[index - 1];

    /// <summary>Where a run of these ends.</summary>
    public int EndOf(int start, SearchValues<char> of, int most = int.MaxValue)
    {
        if (start >= Text.Length)
        {
            return Text.Length;
        }

        var rest = Text.Slice(start, Math.Min(Text.Length - start, most));
        var length = rest.IndexOfAnyExcept(of);
        length = length < 0 ? rest.Length : length;
        Looked += length + 1;
        return start + length;
    }

    /// <summary>Where the first of these is; the end of the text or <paramref name="most"/> characters on, where there
    /// is none.</summary>
    public int Find(int start, SearchValues<char> of, int most = int.MaxValue)
    {
        if (start >= Text.Length)
        {
            return Text.Length;
        }

        var rest = Text.Slice(start, Math.Min(Text.Length - start, most));
        var length = rest.IndexOfAny(of);
        length = length < 0 ? rest.Length : length;
        Looked += length + 1;
        return start + length;
    }

    /// <summary>Where a run that ends there begins, not before what is settled.</summary>
    public int StartOf(int end, SearchValues<char> of, int most)
    {
        var floor = Math.Max(Settled, end - most);
        var before = Text[floor..Math.Max(floor, end)];
        var last = before.LastIndexOfAnyExcept(of);
        Looked += before.Length - last;
        return Math.Min(AfterEscape(floor + last + 1), end);
    }

    private readonly int AfterEscape(int start) => this[start - 1] != '\\' ? start
        : this[start] == 'u' ? start + 5
        : this[start] is 'n' or 'r' or 't' ? start + 1
        : start;

    /// <summary>Whether the text goes on so.</summary>
    public bool Has(int index, string text)
    {
        Looked += text.Length;
        return index >= 0 && index <= Text.Length && Text[index..].StartsWith(text, StringComparison.Ordinal);
    }

    /// <summary>The same whatever the case.</summary>
    public bool HasAnyCase(int index, string text)
    {
        Looked += text.Length;
        return index >= 0 && index <= Text.Length
            && Text[index..].StartsWith(text, StringComparison.OrdinalIgnoreCase);
    }

    /// <summary>Where the next at sign is; the end of the text where there is none.</summary>
    public int NextAt(int start)
    {
        if (atFrom < 0 || start < atFrom || start > atFound)
        {
            var length = start < Text.Length ? Text[start..].IndexOf('@') : -1;
            (atFrom, atFound) = (start, length < 0 ? Text.Length : start + length);
            Looked += atFound - start + 1;
        }

        return atFound;
    }

    /// <summary>Where the next last line of a key or certificate is; the end of the text where there is none.</summary>
    public int NextKeyEnd(int start)
    {
        if (endFrom < 0 || start < endFrom || start > endFound)
        {
            var length = start < Text.Length ? Text[start..].IndexOf("-----END ", StringComparison.Ordinal) : -1;
            (endFrom, endFound) = (start, length < 0 ? Text.Length : start + length);
            Looked += endFound - start + 1;
        }

        return endFound;
    }

    /// <summary>After spaces and tabs, at most 64 of them.</summary>
    public int AfterBlanks(int start)
    {
        var end = start;
        while (end - start < 64 && this[end] is ' ' or '\t')
        {
            end++;
        }

        Looked += end - start + 1;
        return end;
    }
}

/// <summary>What is to be masked.</summary>
/// <param name="Start">Its first character.</param>
/// <param name="End">After its last.</param>
internal readonly record struct Cut(int Start, int End)
{
    /// <summary>What it is put between, where a value without quotation marks would not be valid JSON.</summary>
    public string Quote { get; init; } = "";

    /// <summary>Nothing.</summary>
    public static Cut None => default;

    /// <summary>Whether there is something.</summary>
    public bool IsAny => End > Start;
}
