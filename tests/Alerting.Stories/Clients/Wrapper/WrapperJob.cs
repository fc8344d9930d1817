using Alerting.Testing;
using Alerting.Testing.Clients;

namespace Alerting.Stories.Clients.Wrapper;

/// <summary>A command run by <c>alerting-run</c>, in a shell of some kind.</summary>
internal static class WrapperJob
{
    /// <summary>The shells it has to run in.</summary>
    public static readonly string[] Shells = ["dash", "bash", "busybox"];

    /// <summary>Starts it in dash, with all the programs of this machine.</summary>
    /// <param name="url">Where it reports; null: that is not set.</param>
    /// <param name="args">What stands behind <c>alerting-run</c>.</param>
    /// <param name="environment">Variables it has besides.</param>
    public static ClientProcess Start(
        string? url, string[] args, params (string Name, string Value)[] environment) =>
        Start(Peer.Find("dash"), args, Variables(url, environment));

    /// <summary>
    /// Starts it in a shell called <c>sh</c>: dash or bash with the usual programs, or busybox with nothing but its own
    /// and curl.
    /// </summary>
    public static (ClientProcess Job, ToolFolder Tools) StartIn(
        string shell, string? url, string[] args, params (string Name, string Value)[] environment)
    {
        var tools = Tools(shell);
        return (StartWith(tools, url, args, environment), tools);
    }

    /// <summary>Starts it with the programs of a folder alone, <c>sh</c> among them.</summary>
    public static ClientProcess StartWith(
        ToolFolder tools, string? url, string[] args, params (string Name, string Value)[] environment) =>
        Start(Path.Combine(tools.Path, "sh"), args, Variables(url, [("PATH", tools.Path), .. environment]));

    /// <summary>Bounds that a test can wait for, in seconds: of one try, and of all.</summary>
    public static (string Name, string Value)[] Hasty { get; } =
        [("ALERTING_TIMEOUT", "1"), ("ALERTING_GIVE_UP_AFTER", "3")];

    // What .NET starts ignores SIGPIPE, which hardly anybody else's children do.
    private static ClientProcess Start(string shell, string[] args, Dictionary<string, string> variables) =>
        ClientProcess.Start(
            Peer.Find("env"), ["--default-signal=PIPE", shell, ClientFiles.Wrapper, .. args], variables);

    private static ToolFolder Tools(string shell)
    {
        var folder = shell == "busybox"
            ? ToolFolder.OfBusybox(ToolFolder.Usual)
            : ToolFolder.Of(ToolFolder.Usual.Where(program => program != "sh"));
        if (shell != "busybox")
        {
            folder.Add("sh", shell);
        }

        folder.Add("curl", "curl");
        return folder;
    }

    private static Dictionary<string, string> Variables(
        string? url, IEnumerable<(string Name, string Value)> environment)
    {
        var variables = new Dictionary<string, string> { ["ALERTING_TOKEN"] = JobDoors.Token };
        if (url is not null)
        {
            variables["ALERTING_URL"] = url;
        }

        foreach (var (name, value) in environment)
        {
            variables[name] = value;
        }

        return variables;
    }
}
