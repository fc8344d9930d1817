using Alerting.Testing;
using Alerting.Testing.Clients;

namespace Alerting.Stories.Clients.Python;

/// <summary>A Python program that reports with our module.</summary>
internal static class PythonJob
{
    /// <summary>Starts it: <c>alerting</c>, <c>os</c>, <c>sys</c> and <c>logging</c> are imported already.</summary>
    /// <param name="url">Where it reports; null: that is not set.</param>
    /// <param name="script">What it does.</param>
    /// <param name="environment">Variables it has besides.</param>
    public static ClientProcess Start(string? url, string script, params (string Name, string Value)[] environment)
    {
        var variables = new Dictionary<string, string>
        {
            ["PYTHONPATH"] = ClientFiles.Python,
            ["PYTHONDONTWRITEBYTECODE"] = "1",
            ["ALERTING_TOKEN"] = JobDoors.Token,
        };
        if (url is not null)
        {
            variables["ALERTING_URL"] = url;
        }

        foreach (var (name, value) in environment)
        {
            variables[name] = value;
        }

        return ClientProcess.Start(
            Peer.Find("python3"), ["-c", "import alerting, logging, os, sys\n" + script], variables);
    }

    /// <summary>The same with bounds that a test can wait for: seconds of one try, and of all of them.</summary>
    public static ClientProcess Hasty(
        string? url, string script, params (string Name, string Value)[] environment) => Start(
        url, script, [("ALERTING_TIMEOUT", "0.5"), ("ALERTING_GIVE_UP_AFTER", "1.5"), .. environment]);
}
