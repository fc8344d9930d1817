using System.Buffers;
using Alerting.Core.Jobs.Events;

namespace Alerting.Core.Logs.Said.Lines;

/// <summary>What tells of an error although no level stands there.</summary>
internal static class LineSigns
{
    private static readonly string[] Beginnings =
    [
        "Traceback (most recent call last)", "Exception in thread", "Unhandled exception", "Uncaught ", "Caused by:",
        "panic:", "fatal error:", "goroutine ", "terminate called", "Error in ", "Error:", "error[", "npm ERR!",
        "AssertionError", "Failed to ", "failed to ", "Killed", "FAILED", "abort:", "Aborted",
        "CUDA error", "CUDA out of memory", "curl: (", "ssh: ", "rsync error", "make: ***", "*** Error",
        "assertion failed",
    ];

    private static readonly string[] Signs =
    [
        "panicked at", "Segmentation fault", "segfault at", "core dumped", "Out of memory: Killed", "out of memory",
        "oom-kill", "OOMKilled", "CUDA out of memory", "CUDA error", "AddressSanitizer",
        "Traceback (most recent call last)",
        "command not found", "No space left on device", "Permission denied", "permission denied", "Connection refused",
        "connection refused", "No such file or directory", "certificate verify failed", "ErrImagePull",
        "ImagePullBackOff", "CrashLoopBackOff", "CreateContainerConfigError", "DeadlineExceeded", "deadline exceeded",
        "Bus error", "Illegal instruction", "Disk quota exceeded", "unhandled exception", "Back-off restarting failed",
        "exited with code", "non-zero exit", "exit status ", "was evicted", "Evicted",
    ];

    private static readonly SearchValues<string> Anywhere = SearchValues.Create(Signs, StringComparison.Ordinal);

    private static readonly string[] Endings =
        ["Error", "Exception", "Failure", "Fault", "Throwable", "Panic", "Interrupt", "Warning", "Exit", "Iteration"];

    private static readonly string[] Chatter =
    [
        "shutdown", "shutting down", "stopping", "stopped", "terminating", "cleaning up", "clean up", "closing",
        "broken pipe", "brokenpipe", "interruptedexception", "cancellederror", "keyboardinterrupt", "systemexit",
        "operationcanceledexception", "taskcanceledexception", "cannot schedule new futures",
        "execution halted",
    ];

    private static readonly SearchValues<string> ChatterWords =
        SearchValues.Create(Chatter, StringComparison.OrdinalIgnoreCase);

    /// <summary>The level by what it says; null: it says nothing of an error.</summary>
    public static Level? Of(string line)
    {
        var text = line.AsSpan().TrimStart();
        foreach (var beginning in Beginnings)
        {
            if (text.StartsWith(beginning, StringComparison.Ordinal))
            {
                return Level.Error;
            }
        }

        return TypeLength(text) > 0 || (text.ContainsAny(Anywhere) && HasSign(text)) ? Level.Error : null;
    }

    private static bool HasSign(ReadOnlySpan<char> text)
    {
        foreach (var sign in Signs)
        {
            if (LineCount.Tells(text, sign))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>Whether it may be but a consequence of the end: said while everything is being shut down.</summary>
    public static bool IsChatter(string line) => line.AsSpan().ContainsAny(ChatterWords);

    /// <summary>How long the name of an exception is that the text begins with; 0 where it begins with none.</summary>
    public static int TypeLength(ReadOnlySpan<char> text)
    {
        var end = 0;
        while (end < text.Length && Step(text[end..]) is > 0 and var step)
        {
            end += step;
        }

        return end > 0 && char.IsAsciiLetter(text[0]) && (end == text.Length || text[end] is ':' or '[')
            && IsType(text[..end]) ? end : 0;
    }

    private static int Step(ReadOnlySpan<char> text) =>
        char.IsAsciiLetterOrDigit(text[0]) || text[0] is '.' or '_' or '$' or '/' ? 1
        : text is [':', ':', var next, ..] && char.IsAsciiLetter(next) ? 2
        : 0;

    private static bool IsType(ReadOnlySpan<char> name)
    {
        foreach (var ending in Endings)
        {
            if (name.EndsWith(ending, StringComparison.Ordinal) && name.Length > ending.Length)
            {
                return ending is not "Warning";
            }
        }

        return name is "Exception" or "Error";
    }
}
