using System.Text;

namespace Alerting.Core.Matching.Re2;

/// <summary>
/// Reads Go's regular expressions (regexp/syntax with the flags of regexp.Compile), and refuses the same ones with the
/// same words. It keeps its own stack, so that no nesting overflows ours.
/// </summary>
internal sealed partial class Re2Parser
{
    private const int MaxHeight = 1000;
    private const int MaxCopies = 1000;
    private const long MaxSize = (128 << 20) / 40;

    private readonly string pattern;
    private readonly Stack<Group> groups = new([new Group(default, null)]);
    private int at;
    private Flags flags;
    private int repeatedFrom = -1;
    private int captures;

    private Re2Parser(string pattern) => this.pattern = pattern;

    private string? Problem { get; set; }

    private bool AtEnd => at >= pattern.Length;

    /// <summary>The tree, or null and what Go says.</summary>
    public static Node? Parse(string pattern, out string? problem)
    {
        var parser = new Re2Parser(pattern);
        var node = parser.Read();
        problem = parser.Problem;
        return problem is null ? node : null;
    }

    private Node? Read()
    {
        if (!CheckUnicode())
        {
            return null;
        }

        while (!AtEnd)
        {
            var repeated = -1;
            if (!ReadOne(ref repeated))
            {
                return null;
            }

            repeatedFrom = repeated;
        }

        if (!Check(groups.Peek().EndAlternative()) || (groups.Count > 1 && !Fails(Problems.MissingParen, pattern)))
        {
            return null;
        }

        var whole = groups.Peek().End();
        return Check(whole) ? whole : null;
    }

    private bool ReadOne(ref int repeated)
    {
        switch (pattern[at])
        {
            case '(':
                return ReadOpen();
            case ')':
                return ReadClose();
            case '|':
                at++;
                return Check(groups.Peek().EndAlternative());
            case '^':
                return Push(new Node.At(flags.MultiLine ? Place.BeginLine : Place.BeginText), 1);
            case '$':
                return Push(new Node.At(flags.MultiLine ? Place.EndLine : Place.EndText), 1);
            case '.':
                return Push(new Node.Class(flags.DotNewline ? RuneSet.Any : RuneSet.AnyButNewline), 1);
            case '[':
                return ReadClass();
            case '*' or '+' or '?' or '{':
                return ReadRepeat(ref repeated);
            case '\\':
                return ReadBackslash();
            default:
                return Push(Letter(Next()), 0);
        }
    }

    private bool ReadClose()
    {
        var group = groups.Pop();
        if (!Check(group.EndAlternative()) || groups.Count == 0)
        {
            groups.Push(group);
            return Problem is null && Fails(Problems.UnexpectedParen, pattern);
        }

        flags = group.Outside;
        return Push(group.End(), 1);
    }

    private bool ReadBackslash()
    {
        var letter = at + 1 < pattern.Length ? pattern[at + 1] : '\0';
        Place? place = letter switch
        {
            'A' => Place.BeginText,
            'z' => Place.EndText,
            'b' => Place.WordBoundary,
            'B' => Place.NoWordBoundary,
            _ => null,
        };
        if (place is { } known)
        {
            return Push(new Node.At(known), 2);
        }

        return letter switch
        {
            'C' => Fails(Problems.Escape, @"\C"),
            'Q' => ReadQuoted(),
            'p' or 'P' => ReadUnicode() is { } set && Push(new Node.Class(set), 0),
            _ => AsciiClasses.Perl(letter, flags.Fold) is { } perl
                ? Push(new Node.Class(perl), 2)
                : ReadEscape() is { } rune && Push(Letter(rune), 0),
        };
    }

    private bool ReadQuoted()
    {
        var end = pattern.IndexOf(@"\E", at + 2, StringComparison.Ordinal);
        var (from, to) = (at + 2, end < 0 ? pattern.Length : end);
        for (at = from; at < to;)
        {
            if (!Push(Letter(Next()), 0))
            {
                return false;
            }
        }

        at = end < 0 ? to : to + 2;
        return true;
    }

    private Node.Literal Letter(int rune) => new([rune], flags.Fold);

    private bool Push(Node node, int length)
    {
        at += length;
        groups.Peek().Sequence.Add(node);
        return Check(node);
    }

    private bool Check(Node node) => node switch
    {
        { Size: > MaxSize } => Fails(Problems.TooLarge, pattern),
        { Height: > MaxHeight } => Fails(Problems.TooDeep, pattern),
        _ => true,
    };

    private bool CheckUnicode()
    {
        for (var i = 0; i < pattern.Length;)
        {
            if (!Rune.TryGetRuneAt(pattern, i, out var rune))
            {
                return Fails(Problems.Utf8, pattern.AsSpan(i));
            }

            i += rune.Utf16SequenceLength;
        }

        return true;
    }

    /// <summary>Takes a rune; -1 at the end.</summary>
    private int Next()
    {
        if (AtEnd)
        {
            return -1;
        }

        var rune = Rune.GetRuneAt(pattern, at);
        at += rune.Utf16SequenceLength;
        return rune.Value;
    }

    private bool Fails(string what, ReadOnlySpan<char> where)
    {
        Problem ??= Problems.Text(what, where);
        return false;
    }
}
