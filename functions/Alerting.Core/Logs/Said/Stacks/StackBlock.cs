namespace Alerting.Core.Logs.Said.Stacks;

/// <summary>A stack trace while its lines come.</summary>
internal sealed class StackBlock
{
    private const int MostLines = 2000;

    // Lines of a message of several, of which a frame must tell that they are.
    private const int MostPerhaps = 10;

    private readonly string prefix;
    private bool isEnded;
    private int perhaps;

    private StackBlock(StackKind kind, string first, string prefix)
    {
        (Kind, this.prefix) = (kind, prefix);
        Lines.Add(first[prefix.Length..]);
        Kept = kind == StackKind.Unknown ? 0 : 1;
    }

    /// <summary>Whose it is.</summary>
    public StackKind Kind { get; private set; }

    /// <summary>Its lines, without what stands before each.</summary>
    public List<string> Lines { get; } = [];

    /// <summary>How many of them are known to belong to it; none while nothing tells that it is a stack
    /// trace.</summary>
    public int Kept { get; private set; }

    /// <summary>One that begins with the line; null where none does.</summary>
    public static StackBlock? Begin(string line)
    {
        var python = line.IndexOf(StackWords.Python, StringComparison.Ordinal);
        if (python >= 0)
        {
            var group = line.AsSpan(0, python).EndsWith(StackWords.Group);
            return new(group ? StackKind.PythonGroup : StackKind.Python, line, group ? "" : line[..python]);
        }

        var kind = StackWords.Begins(line);
        return kind is { } known ? new(known, line, "")
            : StackWords.HasType(line) ? new(StackKind.Unknown, line, "")
            : null;
    }

    /// <summary>Takes the next line, if it is or may be of it.</summary>
    public bool Take(string line)
    {
        var text = prefix.Length > 0 && line.StartsWith(prefix, StringComparison.Ordinal) ? line[prefix.Length..]
            : line;
        var part = Lines.Count >= MostLines ? StackPart.None : Part(text);
        if (part == StackPart.None)
        {
            return false;
        }

        Lines.Add(text);
        (Kept, perhaps) = part == StackPart.Whole ? (Lines.Count, 0) : (Kept, perhaps + 1);
        return perhaps <= MostPerhaps;
    }

    private StackPart Part(string text) => Kind switch
    {
        StackKind.Unknown => WhenUnknown(text),
        StackKind.Python => WhenPython(text),
        StackKind.PythonGroup => text.AsSpan().TrimStart() is ['|' or '+', ..] ? StackPart.Whole : Between(text),
        StackKind.Java or StackKind.DotNet or StackKind.Node => WhenFramed(text),
        StackKind.Go => StackWords.IsGo(text) ? StackPart.Whole : Blank(text),
        StackKind.Rust => WhenRust(text),
        StackKind.R => StackWords.IsR(text) ? StackPart.Whole : StackPart.None,
        StackKind.Native => StackWords.IsNative(text) ? StackPart.Whole : Blank(text),
    };

    private StackPart WhenUnknown(string text)
    {
        if (StackWords.FrameKind(text) is { } kind)
        {
            Kind = kind;
            return StackPart.Whole;
        }

        return !StackWords.IsInner(text) && Another(text) ? StackPart.None : StackPart.Perhaps;
    }

    // What is held only perhaps is put out line by line: no other stack trace may be among it.
    private static bool Another(string text) => StackWords.IsHead(text) || StackWords.HasType(text);

    private StackPart WhenPython(string text)
    {
        if (text.Contains(StackWords.Python, StringComparison.Ordinal))
        {
            isEnded = false;
            return StackWords.IsChain(LastSaid()) ? StackPart.Whole : StackPart.None;
        }

        if (!isEnded)
        {
            // Others may write in between: what goes on behind them is of it.
            isEnded = StackWords.IsPythonEnd(text);
            return isEnded || text is [' ', ..] ? StackPart.Whole
                : StackWords.IsHead(text) ? StackPart.None
                : StackPart.Perhaps;
        }

        return (text is [' ', ..] && !IsLoose()) || StackWords.IsChain(text) ? StackPart.Whole
            : Another(text) ? StackPart.None
            : StackPart.Perhaps;
    }

    // Lines that are of the message only if a cause follows, else whatever was written next.
    private bool IsLoose() => Lines.Skip(Kept).Any(line => line.Length > 0);

    private string LastSaid() => Lines.FindLast(line => line.Length > 0) ?? "";

    private StackPart WhenFramed(string text) =>
        StackWords.FrameKind(text) is not null || StackWords.IsInner(text) ? StackPart.Whole
        : StackWords.IsHead(text) ? StackPart.None
        : text is [' ', ..] or "" || StackWords.IsInner(LastSaid()) || perhaps > 0 ? StackPart.Perhaps
        : StackPart.None;

    private StackPart WhenRust(string text) =>
        StackWords.IsRust(text) || Lines is [[.., ':']] ? StackPart.Whole : Blank(text);

    private static StackPart Between(string text) =>
        StackWords.IsChain(text) || text.Contains(StackWords.Group, StringComparison.Ordinal)
            ? StackPart.Whole
            : Blank(text);

    private static StackPart Blank(string text) => text.Length == 0 ? StackPart.Perhaps : StackPart.None;
}

/// <summary>Whether a line is of a stack trace.</summary>
internal enum StackPart
{
    /// <summary>It is not.</summary>
    None,

    /// <summary>Only if more of it follows.</summary>
    Perhaps,

    /// <summary>It is.</summary>
    Whole,
}
