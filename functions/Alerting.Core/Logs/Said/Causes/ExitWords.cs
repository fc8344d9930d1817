using System.Buffers;
using System.Globalization;
using Alerting.Core.Logs.Said.Lines;

namespace Alerting.Core.Logs.Said.Causes;

/// <summary>The words of Kubernetes, the kernel and runtimes for how something ended, the more telling the
/// first.</summary>
internal static class ExitWords
{
    private static readonly (string Kind, string Says, string[] Words)[] Known =
    [
        ("GPU out of memory", "the GPU's memory was used up",
            ["CUDA out of memory", "CUDA_ERROR_OUT_OF_MEMORY", "cudaErrorMemoryAllocation", "torch.OutOfMemoryError",
                "CUBLAS_STATUS_ALLOC_FAILED"]),
        ("OOMKilled", "out of memory",
            ["OOMKilled", "Out of memory: Killed process", "Memory cgroup out of memory", "oom-kill:", "OOMKilling",
                "OutOfMemoryKilled", "oom_kill"]),
        ("out of memory", "the process could get no more memory",
            ["java.lang.OutOfMemoryError", "System.OutOfMemoryException", "MemoryError", "std::bad_alloc",
                "cannot allocate memory", "Cannot allocate memory", "JavaScript heap out of memory",
                "fatal error: runtime: out of memory", "Container killed by YARN for exceeding memory",
                        "cannot allocate vector of size", "ArrayMemoryError"]),
        ("Evicted", "the node took its place away", ["Evicted", "was evicted", "The node was low on resource",
            "Evicting pod"]),
        ("DeadlineExceeded", "it ran longer than it may",
            ["DeadlineExceeded", "was active on the Job longer than specified deadline", "DUE TO TIME LIMIT"]),
        ("preempted", "its place was given to another",
            ["Preempted", "Preempting", "PreemptionByScheduler", "was preempted", "been preempted",
                "spot instance interruption", "SpotInstanceInterruption", "DUE TO PREEMPTION"]),
        ("node lost", "its node went away",
            ["NodeLost", "NodeShutdown", "NodeNotReady", "TerminationByKubelet", "node is not ready",
                "NodeUnreachable", "NODE FAILURE", "Lost node"]),
        ("ImagePullBackOff", "its image cannot be pulled",
            ["ImagePullBackOff", "ErrImagePull", "ErrImageNeverPull", "InvalidImageName", "Failed to pull image"]),
        ("CreateContainerConfigError", "its container cannot be made as configured",
            ["CreateContainerConfigError", "CreateContainerError", "RunContainerError", "ContainerCannotRun",
                "StartError"]),
        ("CrashLoopBackOff", "it ends again and again", ["CrashLoopBackOff", "Back-off restarting failed container"]),
    ];

    private static readonly (string Name, int Number)[] Signals =
    [
        ("SIGHUP", 1), ("SIGINT", 2), ("SIGQUIT", 3), ("SIGILL", 4), ("SIGTRAP", 5), ("SIGABRT", 6), ("SIGBUS", 7),
        ("SIGFPE", 8),
        ("SIGKILL", 9), ("SIGUSR1", 10), ("SIGSEGV", 11), ("SIGUSR2", 12), ("SIGPIPE", 13), ("SIGALRM", 14),
        ("SIGTERM", 15),
    ];

    // The last are those of Go's and Java's runtimes.
    private static readonly SearchValues<string> Verbs = SearchValues.Create(
        ["received", "caught", "got ", "killed", "terminated", "died", "exited", "aborted", "crashed", "[signal ",
            " (0x"],
        StringComparison.OrdinalIgnoreCase);

    /// <summary>How telling a kind is, the less the better; the number of kinds where it is none.</summary>
    public static int Rank(string kind)
    {
        var at = Array.FindIndex(Known, known => known.Kind == kind);
        return at < 0 ? Known.Length : at;
    }

    /// <summary>What a kind says to people; null: it is none of these.</summary>
    public static string? Says(string kind) => Rank(kind) is var at && at < Known.Length ? Known[at].Says : null;

    /// <summary>The kind that a text tells of, or is; null for none.</summary>
    public static string? Kind(string text)
    {
        foreach (var (kind, _, words) in Known)
        {
            if (text.Equals(kind, StringComparison.OrdinalIgnoreCase))
            {
                return kind;
            }

            foreach (var word in words)
            {
                if (LineCount.Tells(text, word))
                {
                    return kind;
                }
            }
        }

        return null;
    }

    /// <summary>The signal by its number or name; null for none.</summary>
    public static string? Signal(string text)
    {
        var word = text.Trim().ToUpperInvariant();
        var number = int.TryParse(word, NumberStyles.None, CultureInfo.InvariantCulture, out var n) ? n : 0;
        return Signals.Where(signal => signal.Name == word || signal.Name[3..] == word || signal.Number == number)
            .Select(signal => signal.Name).FirstOrDefault();
    }

    /// <summary>The signal of an exit code of 128 and more, or below zero as Python has it; null for none.</summary>
    public static string? SignalOf(int code)
    {
        var number = code > 128 ? code - 128 : -code;
        return Signals.Where(signal => signal.Number == number).Select(signal => signal.Name).FirstOrDefault();
    }

    /// <summary>The signal that a line says came, not that one may come; null for none.</summary>
    public static string? SignalIn(string line)
    {
        if (line.AsSpan().ContainsAny(Verbs))
        {
            foreach (var (name, _) in Signals)
            {
                if (line.Contains(name, StringComparison.Ordinal))
                {
                    return name;
                }
            }
        }

        return line.Contains("Segmentation fault", StringComparison.Ordinal) ? "SIGSEGV"
            : line.Contains("Bus error", StringComparison.Ordinal) ? "SIGBUS"
            : line.Contains("(core dumped)", StringComparison.Ordinal) ? "SIGABRT"
            : IsKilled(line.TrimEnd()) ? "SIGKILL"
            : null;
    }

    // A shell says so of its commands, and pads what it says before the command itself.
    private static bool IsKilled(string line) => line == "Killed"
        || line.Contains(" Killed  ", StringComparison.Ordinal)
        || (line.EndsWith(" Killed", StringComparison.Ordinal)
            && !LineCount.IsNone(line, line.Length - "Killed".Length, line.Length));
}
