using Alerting.Core.Logs.Said.Lines;

namespace Alerting.Core.Logs.Said.Stacks;

/// <summary>
/// Which exception of a stack trace counts. Java, JavaScript: the last cause. .NET: the innermost. Python: of those
/// that are said to be the direct cause the first, else the last (what was being handled then is how it was found out);
/// of a group the first within. Go, Rust, R, machine code: what stands in the first lines.
/// </summary>
internal static class StackReading
{
    private const int LongestMessage = 500;
    private const int LongestType = 200;

    /// <summary>What was found.</summary>
    /// <param name="kind">Whose it is.</param>
    /// <param name="lines">Its lines, at least one.</param>
    /// <param name="headline">The line above it; null for none.</param>
    public static StackFound Of(StackKind kind, IEnumerable<string> lines, string? headline)
    {
        string[] all = [.. lines];
        var (type, message) = kind switch
        {
            StackKind.Python => Python(all),
            StackKind.PythonGroup => Group(all),
            StackKind.DotNet => Split(InnermostOfNet(all), headline),
            StackKind.Go => Go(all),
            StackKind.Rust => Rust(all),
            StackKind.R => R(all),
            StackKind.Native => Native(all),
            _ => Split(LastCause(all), headline),
        };
        var (folded, own) = StackFold.Of(kind, all);
        return new(LineText.Clean(type, LongestType), LineText.OneLine(message, LongestMessage), own, folded);
    }

    private static (string Type, string Message) Python(string[] lines)
    {
        var found = ("", "");
        var isIn = false;
        var keepsCause = false;
        foreach (var line in lines)
        {
            if (StackWords.IsChain(line))
            {
                keepsCause = line.Contains(StackWords.Cause, StringComparison.Ordinal);
            }
            else if (line.Contains(StackWords.Python, StringComparison.Ordinal))
            {
                isIn = true;
            }
            else if (isIn && StackWords.IsPythonEnd(line))
            {
                (isIn, found) = (false, keepsCause && found.Item1.Length > 0 ? found : Named(line));
                keepsCause = false;
            }
        }

        return found;
    }

    private static (string Type, string Message) Group(string[] lines)
    {
        foreach (var line in lines)
        {
            var text = line.TrimStart(' ', '|', '+');
            if (LineSigns.TypeLength(text) > 0 && !text.Contains("ExceptionGroup", StringComparison.Ordinal))
            {
                return Named(text);
            }
        }

        return ("ExceptionGroup", "");
    }

    // A cause within what was suppressed stands deeper.
    private static string LastCause(string[] lines)
    {
        var found = lines[0];
        foreach (var line in lines)
        {
            var text = line.TrimStart();
            found = line.StartsWith("Caused by: ", StringComparison.Ordinal) ? line["Caused by: ".Length..]
                : text.StartsWith("[cause]: ", StringComparison.Ordinal) ? text["[cause]: ".Length..]
                : found;
        }

        return found;
    }

    private static string InnermostOfNet(string[] lines)
    {
        var found = lines[0];
        foreach (var line in lines)
        {
            var text = line.TrimStart();
            if (text.StartsWith("--- End of inner", StringComparison.Ordinal))
            {
                break;
            }

            found = text.StartsWith("---> ", StringComparison.Ordinal) ? text["---> ".Length..] : found;
        }

        // One that is told on one line alone.
        return found.LastIndexOf(" ---> ", StringComparison.Ordinal) is > 0 and var last ? found[(last + 6)..] : found;
    }

    private static (string Type, string Message) Go(string[] lines)
    {
        var head = lines.FirstOrDefault(line => line.StartsWith("panic: ", StringComparison.Ordinal))
            ?? lines.FirstOrDefault(line => line.StartsWith("fatal error: ", StringComparison.Ordinal));
        return head is null ? ("goroutine", lines[0]) : Parted(head, head.IndexOf(": ", StringComparison.Ordinal));
    }

    private static (string Type, string Message) Rust(string[] lines)
    {
        var head = lines[0];
        var quoted = head.IndexOf("panicked at '", StringComparison.Ordinal);
        return quoted > 0
            ? ("panic", head[(quoted + "panicked at '".Length)..].Split("',")[0])
            : ("panic", lines.Length > 1 ? lines[1] : head);
    }

    private static (string Type, string Message) R(string[] lines)
    {
        var colon = lines[0].IndexOf(" : ", StringComparison.Ordinal);
        return ("Error", lines is [[.., ':'], var next, ..] ? next.TrimStart(' ', '!').TrimEnd()
            : colon > 0 ? lines[0][(colon + 3)..].Trim() : lines[0]);
    }

    private static (string Type, string Message) Native(string[] lines)
    {
        var quoted = lines[0].Split('\'');
        var what = lines.FirstOrDefault(line => line.Contains("what():", StringComparison.Ordinal));
        return lines[0].StartsWith("terminate called", StringComparison.Ordinal) && quoted.Length > 2
            ? (quoted[1], what is null ? "" : what[(what.IndexOf("what():", StringComparison.Ordinal) + 7)..].Trim())
            : lines[0].IndexOf("AddressSanitizer: ", StringComparison.Ordinal) is > 0 and var asan
                ? ("AddressSanitizer", lines[0][(asan + "AddressSanitizer: ".Length)..])
                : Parted(lines[0], lines[0].IndexOf(": ", StringComparison.Ordinal));
    }

    private static (string Type, string Message) Split(string line, string? headline)
    {
        var at = StackWords.TypeAt(line);
        return at >= 0 ? Named(line[at..])
            : headline is not null && StackWords.TypeAt(headline) is >= 0 and var above ? Named(headline[above..])
            : ("", headline ?? "");
    }

    private static (string Type, string Message) Named(string line) =>
        LineSigns.TypeLength(line) is > 0 and var length ? Parted(line, length)
        : line.IndexOf(": ", StringComparison.Ordinal) is > 0 and var colon && !line.AsSpan(0, colon).Contains(' ')
            ? Parted(line, colon)
            : line.Contains(' ') ? ("Exception", line) : (line.TrimEnd(':'), "");

    private static (string Type, string Message) Parted(string line, int at) =>
        at < 0 ? ("", line) : (line[..at], line[at..].TrimStart(':', ' '));
}
