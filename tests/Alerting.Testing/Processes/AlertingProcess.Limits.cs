using System.Diagnostics;
using System.Globalization;

namespace Alerting.Testing.Processes;

public sealed partial class AlertingProcess
{
    /// <summary>
    /// Starts <c>serve</c> where no file can grow beyond so many KiB, as on a disk that is full. Needs a POSIX shell.
    /// </summary>
    public static AlertingProcess ServeWithin(int mostKibibytes, string data, params string[] more)
    {
        // The runtime would die of the signal, and its double mapping is a large file; blocks are of 512 bytes.
        var blocks = (mostKibibytes * 2).ToString(CultureInfo.InvariantCulture);
        var start = new ProcessStartInfo("/bin/sh",
        [
            "-c", "trap '' XFSZ; ulimit -f " + blocks + "; exec \"$0\" \"$@\"", ScriptRoot.Executable,
            "serve", "--urls", "http://127.0.0.1:0", "--data", data, .. more,
        ])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            RedirectStandardInput = true,
            UseShellExecute = false,
        };
        foreach (var name in start.Environment.Keys.Where(IsSteering).ToArray())
        {
            start.Environment.Remove(name);
        }

        start.Environment["DOTNET_EnableWriteXorExecute"] = "0";
        return new(Process.Start(start) ?? throw new InvalidOperationException("the executable did not start"));
    }
}
