using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using System.Text.RegularExpressions;

namespace Alerting.Testing.Processes;

/// <summary>The built executable, started as an operator would. Killed when disposed.</summary>
public sealed partial class AlertingProcess : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(3);

    private readonly Process process;
    private readonly ConcurrentQueue<string> output = [];
    private readonly ConcurrentQueue<string> errors = [];
    private readonly TaskCompletionSource<Uri> address = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly Task drained;

    private AlertingProcess(Process process)
    {
        this.process = process;
        drained = Task.WhenAll(Drain(process.StandardOutput, output), Drain(process.StandardError, errors));
    }

    /// <summary>The system's number of the process.</summary>
    public int Id => process.Id;

    /// <summary>Lines of stdout so far.</summary>
    public IReadOnlyCollection<string> Output => output;

    /// <summary>Lines of stderr so far.</summary>
    public IReadOnlyCollection<string> Errors => errors;

    /// <summary>Starts it, without any variable of this process that could steer it.</summary>
    public static AlertingProcess Start(IEnumerable<string> args, params (string Name, string Value)[] environment) =>
        StartFile(ScriptRoot.Executable, args, environment);

    /// <summary>The same with an executable published elsewhere.</summary>
    public static AlertingProcess StartFile(
        string executable, IEnumerable<string> args, params (string Name, string Value)[] environment)
    {
        var start = new ProcessStartInfo(executable)
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            RedirectStandardInput = true,
            UseShellExecute = false,
        };
        foreach (var arg in args)
        {
            start.ArgumentList.Add(arg);
        }

        foreach (var name in start.Environment.Keys.Where(IsSteering).ToArray())
        {
            start.Environment.Remove(name);
        }

        foreach (var (name, value) in environment)
        {
            start.Environment[name] = value;
        }

        return new(Process.Start(start) ?? throw new InvalidOperationException("the executable did not start"));
    }

    /// <summary>Starts <c>serve</c> on a free port of this machine.</summary>
    public static AlertingProcess Serve(string data, params string[] more) =>
        Start(["serve", "--urls", "http://127.0.0.1:0", "--data", data, .. more]);

    /// <summary>Where it listens, as soon as it says so. Throws when it ends first.</summary>
    public async Task<Uri> Address()
    {
        var ended = process.WaitForExitAsync();
        if (await Task.WhenAny(address.Task, ended).WaitAsync(Patience) == ended && !address.Task.IsCompleted)
        {
            await drained.WaitAsync(Patience);
            throw new InvalidOperationException("it ended: " + string.Join('\n', [.. output, .. errors]));
        }

        return await address.Task;
    }

    /// <summary>Waits until it has ended and returns its exit code.</summary>
    public async Task<int> Exit()
    {
        await process.WaitForExitAsync().WaitAsync(Patience);
        await drained.WaitAsync(Patience);
        return process.ExitCode;
    }

    /// <summary>Asks it to end: SIGTERM.</summary>
    public Task Terminate() => Signal("-TERM");

    /// <summary>Asks it to read its configuration again: SIGHUP.</summary>
    public Task HangUp() => Signal("-HUP");

    /// <summary>Ends it as a crash would: SIGKILL.</summary>
    public void Kill() => process.Kill(entireProcessTree: true);

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        if (!process.HasExited)
        {
            Kill();
        }

        await process.WaitForExitAsync();
        process.Dispose();
    }

    internal static bool IsSteering(string name) =>
        name.StartsWith("ALERTING_", StringComparison.OrdinalIgnoreCase)
        || name.StartsWith("ASPNETCORE_", StringComparison.OrdinalIgnoreCase)
        || name.StartsWith("FUNCTIONS_", StringComparison.OrdinalIgnoreCase)
        || name.StartsWith("AzureWebJobs", StringComparison.OrdinalIgnoreCase)
        || name.StartsWith("ServiceBus", StringComparison.OrdinalIgnoreCase)
        || name.StartsWith("OTEL_", StringComparison.OrdinalIgnoreCase);

    private async Task Signal(string name)
    {
        using var kill = Process.Start("kill", [name, process.Id.ToString(CultureInfo.InvariantCulture)]);
        await kill.WaitForExitAsync();
    }

    private async Task Drain(StreamReader from, ConcurrentQueue<string> into)
    {
        while (await from.ReadLineAsync() is { } line)
        {
            into.Enqueue(line);
            if (Listens().Match(line) is { Success: true } match)
            {
                address.TrySetResult(new(match.Groups[1].Value));
            }
        }
    }

    [GeneratedRegex("listens on (http://[^;,\" ]+)")]
    private static partial Regex Listens();
}
