using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using Alerting.Testing.Processes;

namespace Alerting.Testing.Functions;

/// <summary>The executable that host.json names, started as the host starts it.</summary>
internal sealed class HandlerProcess : IHandlerRun
{
    // What the images and Core Tools have in their environment, and the handler must not follow.
    private static readonly Dictionary<string, string> Traps = new()
    {
        ["ASPNETCORE_URLS"] = "http://+:80",
        ["ASPNETCORE_CONTENTROOT"] = "/azure-functions-host",
        ["ASPNETCORE_SUPPRESSSTATUSMESSAGES"] = "true",
        ["Logging__LogLevel__Microsoft.Hosting.Lifetime"] = "None",
        ["FUNCTIONS_WORKER_RUNTIME"] = "custom",
    };

    private readonly Process process;

    private HandlerProcess(Process process, ConcurrentQueue<string> output, ConcurrentQueue<string> errors)
    {
        this.process = process;
        Exited = End(Drain(process.StandardOutput, output), Drain(process.StandardError, errors));
    }

    public Task<int> Exited { get; }

    public static HandlerProcess Start(
        HostJson host, string folder, AppSettings settings, int port,
        ConcurrentQueue<string> output, ConcurrentQueue<string> errors)
    {
        var start = new ProcessStartInfo(host.Executable, host.Arguments)
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            UseShellExecute = false,
            WorkingDirectory = host.WorkingDirectory,
        };
        foreach (var name in start.Environment.Keys.Where(AlertingProcess.IsSteering).ToArray())
        {
            start.Environment.Remove(name);
        }

        foreach (var (name, value) in Traps.Concat(settings.All).Concat(OfHost(folder, port)))
        {
            start.Environment[name] = value;
        }

        var started = Process.Start(start) ?? throw new InvalidOperationException("the handler did not start");
        return new(started, output, errors);
    }

    public void Kill()
    {
        try
        {
            process.Kill(entireProcessTree: true);
        }
        catch (InvalidOperationException)
        {
            // It has ended by itself.
        }
    }

    private static Dictionary<string, string> OfHost(string folder, int port)
    {
        var number = port.ToString(CultureInfo.InvariantCulture);
        var worker = Guid.NewGuid().ToString();
        return new()
        {
            ["FUNCTIONS_CUSTOMHANDLER_PORT"] = number,
            ["FUNCTIONS_HTTPWORKER_PORT"] = number,
            ["FUNCTIONS_CUSTOMHANDLER_WORKER_ID"] = worker,
            ["FUNCTIONS_HTTPWORKER_ID"] = worker,
            ["FUNCTIONS_APP_ROOT_PATH"] = folder,
        };
    }

    private async Task<int> End(params Task[] drained)
    {
        await process.WaitForExitAsync();
        await Task.WhenAll(drained);
        var code = process.ExitCode;
        process.Dispose();
        return code;
    }

    private static async Task Drain(StreamReader from, ConcurrentQueue<string> into)
    {
        while (await from.ReadLineAsync() is { } line)
        {
            into.Enqueue(line);
        }
    }
}
