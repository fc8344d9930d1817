namespace Alerting.Testing.Clients;

/// <summary>A folder with some programs of this machine and no others, for a <c>PATH</c>. Gone with the test.</summary>
public sealed class ToolFolder : IDisposable
{
    /// <summary>What the wrapper needs and what jobs of tests use, all of it POSIX or as good as everywhere.</summary>
    public static readonly IReadOnlyList<string> Usual =
    [
        "awk", "cat", "cp", "date", "env", "grep", "head", "kill", "mkfifo", "mktemp", "mv", "od", "printf", "rm",
        "sed", "seq", "sh", "sleep", "tail", "tee", "timeout", "tr", "true", "uname", "wc",
    ];

    private ToolFolder() { }

    /// <summary>Where it is.</summary>
    public string Path { get; } = Directory.CreateTempSubdirectory("alerting-tools-").FullName;

    /// <summary>Programs of the machine; the test is skipped where one is missing.</summary>
    public static ToolFolder Of(params IEnumerable<string> programs)
    {
        var folder = new ToolFolder();
        foreach (var program in programs)
        {
            folder.Add(program, program);
        }

        return folder;
    }

    /// <summary>Adds a program of the machine under a name.</summary>
    public void Add(string name, string program) =>
        File.CreateSymbolicLink(System.IO.Path.Combine(Path, name), Peer.Find(program));

    /// <summary>Programs of busybox, as a small image has them.</summary>
    public static ToolFolder OfBusybox(params IEnumerable<string> applets)
    {
        var busybox = Peer.Find("busybox");
        var folder = new ToolFolder();
        foreach (var applet in applets)
        {
            File.CreateSymbolicLink(System.IO.Path.Combine(folder.Path, applet), busybox);
        }

        return folder;
    }

    /// <inheritdoc/>
    public void Dispose() => Directory.Delete(Path, recursive: true);
}
