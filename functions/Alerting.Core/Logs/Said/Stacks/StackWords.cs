using Alerting.Core.Logs.Said.Lines;

namespace Alerting.Core.Logs.Said.Stacks;

/// <summary>How lines of stack traces look.</summary>
internal static class StackWords
{
    /// <summary>The head of Python's.</summary>
    public const string Python = "Traceback (most recent call last)";

    /// <summary>What stands before it in an exception group.</summary>
    public const string Group = "Exception Group ";

    /// <summary>Between a cause and what it caused.</summary>
    public const string Cause = "The above exception was the direct cause";

    private const string During = "During handling of the above exception";

    private static readonly string[] Heads =
        ["Unhandled exception. ", "Unhandled exception: ", "Uncaught exception: ", "Uncaught ", "Caused by: ",
            "Unhandled rejection "];

    /// <summary>The kind of a stack trace that only begins so; null for none.</summary>
    public static StackKind? Begins(ReadOnlySpan<char> line) =>
        line.StartsWith("panic: ") || line.StartsWith("fatal error: ") || IsGoroutine(line) ? StackKind.Go
        : line.StartsWith("thread '") && line.Contains(" panicked at ", StringComparison.Ordinal) ? StackKind.Rust
        : line.StartsWith("Error in ") ? StackKind.R
        : line.StartsWith("terminate called") || line.StartsWith("Fatal Python error:")
            || line.StartsWith("Exception raised from") || line.Contains("ERROR: AddressSanitizer",
                StringComparison.Ordinal)
            || line.Contains("*** Process received signal ***", StringComparison.Ordinal) ? StackKind.Native
        : FrameKind(line);

    /// <summary>Whether another stack trace begins with the line, whatever came before it.</summary>
    public static bool IsHead(string line) =>
        line.Contains(Python, StringComparison.Ordinal) || (Begins(line) is not null && FrameKind(line) is null);

    /// <summary>Where an exception is named: behind what heads and levels say; 0 where the line begins with it; -1
    /// where
    /// it names none.</summary>
    public static int TypeAt(string line)
    {
        if (LineSigns.TypeLength(line) > 0)
        {
            return 0;
        }

        foreach (var head in Heads)
        {
            if (line.StartsWith(head, StringComparison.Ordinal))
            {
                return LineSigns.TypeLength(line.AsSpan(head.Length)) > 0 ? head.Length : -1;
            }
        }

        var after = line.StartsWith("Exception in thread \"", StringComparison.Ordinal)
            ? line.IndexOf('"', "Exception in thread \"".Length) + 1
            : LineLevel.At(line).After;
        while (after > 0 && after < line.Length && line[after] is ' ' or ':' or '-' or ']')
        {
            after++;
        }

        return after > 0 && LineSigns.TypeLength(line.AsSpan(after)) > 0 ? after : Inside(line);
    }

    /// <summary>Whether it names an exception.</summary>
    public static bool HasType(string line) => TypeAt(line) >= 0;

    // Such as "Executor: Exception in task: java.lang.X: text": the last words before the message.
    private static int Inside(string line)
    {
        for (var at = line.IndexOf(": ", StringComparison.Ordinal); at is > 0 and < 200; at = line.IndexOf(": ", at
            + 2, StringComparison.Ordinal))
        {
            if (LineSigns.TypeLength(line.AsSpan(at + 2)) > 0)
            {
                return at + 2;
            }
        }

        return -1;
    }

    /// <summary>Of whose stack trace the line is a frame; null where it is none.</summary>
    public static StackKind? FrameKind(ReadOnlySpan<char> line)
    {
        var text = line.TrimStart();
        if (text.Length == line.Length || !text.StartsWith("at "))
        {
            return null;
        }

        return text.Contains("node:", StringComparison.Ordinal) || text.Contains(".js:", StringComparison.Ordinal)
            || text.Contains(".ts:", StringComparison.Ordinal) || text.Contains(".mjs:", StringComparison.Ordinal)
            || text.Contains("<anonymous>", StringComparison.Ordinal)
                || text.Contains(".cjs:", StringComparison.Ordinal)
                ? StackKind.Node
            : text.EndsWith(")") && text.LastIndexOf('(') is > 0 and var open && IsJava(text[(open + 1)..^1])
                ? StackKind.Java
            : text.Contains('(') || text.Contains('.') ? StackKind.DotNet : null;
    }

    private static bool IsJava(ReadOnlySpan<char> place) =>
        place.Contains(".java", StringComparison.Ordinal) || place.Contains(".scala", StringComparison.Ordinal)
        || place.Contains(".kt", StringComparison.Ordinal) || place.Contains(".groovy", StringComparison.Ordinal)
        || place is "Native Method" or "Unknown Source" || place.StartsWith("<generated>");

    /// <summary>Whether it is of a stack trace of frames, and no frame.</summary>
    public static bool IsInner(string line)
    {
        var text = line.AsSpan().TrimStart();
        return text.StartsWith("Caused by:") || text.StartsWith("Suppressed:") || text.StartsWith("--->")
            || text.StartsWith("--- End of") || text.StartsWith("[cause]:") || text.StartsWith("Driver stacktrace:")
            || text.StartsWith("(Inner Exception") || text is "}"
            || (text.StartsWith("... ") && (text.EndsWith(" more") || text.EndsWith(" omitted")
                || text.EndsWith(" elided")));
    }

    /// <summary>Whether it names the exception that one of Python ends with: one word, and behind a colon what it
    /// says.</summary>
    public static bool IsPythonEnd(string line)
    {
        var colon = line.IndexOf(':', StringComparison.Ordinal);
        var name = line.AsSpan(0, colon >= 0 ? colon : line.Length);
        return name is [var first, ..] && (char.IsLetter(first) || first == '_') && !name.Contains(' ')
            && (colon > 0 || name.Contains('.') || LineSigns.TypeLength(name) > 0);
    }

    /// <summary>Whether it stands between two of Python's.</summary>
    public static bool IsChain(string line) =>
        line.Contains(Cause, StringComparison.Ordinal) || line.Contains(During, StringComparison.Ordinal);

    /// <summary>Whether it is of a stack trace of Go.</summary>
    public static bool IsGo(string line) =>
        line is [' ', ..] or ['[', ..] || IsGoroutine(line) || line.StartsWith("created by ", StringComparison.Ordinal)
        || line.StartsWith("exit status", StringComparison.Ordinal)
            || line.StartsWith("panic: ", StringComparison.Ordinal)
        || line is "runtime stack:" || line.StartsWith("...", StringComparison.Ordinal)
        || (line is [.., ')' or '}'] && line.IndexOf('(', StringComparison.Ordinal) is > 0 and var open
            && !line.AsSpan(0, open).Contains(' '));

    /// <summary>Whether it is of a stack trace of Rust.</summary>
    public static bool IsRust(string line)
    {
        var text = line.AsSpan().TrimStart();
        return line.StartsWith("note: ", StringComparison.Ordinal) || line is "stack backtrace:"
            || (text.Length < line.Length && text.StartsWith("at ")) || (text is [>= '0' and <= '9', ..]
                && text.IndexOf(": ") is > 0 and < 6);
    }

    /// <summary>Whether it is of an error of R.</summary>
    public static bool IsR(string line) =>
        line is [' ', ..] || line.StartsWith("Calls:", StringComparison.Ordinal)
            || line is "Execution halted" or "Backtrace:"
        || line.StartsWith("In addition:", StringComparison.Ordinal) || line.StartsWith("! ", StringComparison.Ordinal)
        || line.StartsWith("Caused by error", StringComparison.Ordinal);

    /// <summary>Whether it is of a stack trace of machine code.</summary>
    public static bool IsNative(string line)
    {
        var text = line.AsSpan().TrimStart();
        return text.Length < line.Length || text.StartsWith("frame #") || text.StartsWith("#") || text.StartsWith("==")
            || text.StartsWith("Aborted") || text.StartsWith("Thread 0x") || text.StartsWith("Current thread")
            || text.StartsWith("*** ") || text.EndsWith("]") && text.Contains("0x", StringComparison.Ordinal)
            || text.StartsWith("SUMMARY:") || text.StartsWith("Segmentation fault");
    }

    private static bool IsGoroutine(ReadOnlySpan<char> line) =>
        line.StartsWith("goroutine ") && line.Contains('[') && line.EndsWith(":");
}
