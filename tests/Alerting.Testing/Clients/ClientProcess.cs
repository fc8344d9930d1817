using System.Diagnostics;
using System.Globalization;
using System.Text;

namespace Alerting.Testing.Clients;

/// <summary>A job, running as a process of its own. Killed when disposed.</summary>
public sealed class ClientProcess : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    private readonly Process process;
    private readonly Heard output = new();
    private readonly Heard errors = new();
    private readonly Task drained;

    private ClientProcess(Process process)
    {
        this.process = process;
        drained = Task.WhenAll(
            output.Drain(process.StandardOutput.BaseStream), errors.Drain(process.StandardError.BaseStream));
    }

    /// <summary>The system's number of the process.</summary>
    public int Id => process.Id;

    /// <summary>What it wrote to stdout, so far.</summary>
    public byte[] Output => output.Bytes();

    /// <summary>The same as text.</summary>
    public string OutputText => Encoding.UTF8.GetString(Output);

    /// <summary>What it wrote to stderr, so far.</summary>
    public string Errors => Encoding.UTF8.GetString(errors.Bytes());

    /// <summary>Starts it, without any variable of this process that could steer it.</summary>
    /// <param name="program">Its path.</param>
    /// <param name="args">Its arguments.</param>
    /// <param name="environment">Variables it has besides those of this process.</param>
    /// <param name="input">What it reads from stdin; null: nothing.</param>
    public static ClientProcess Start(
        string program, IEnumerable<string> args, IEnumerable<KeyValuePair<string, string>> environment,
        byte[]? input = null)
    {
        var start = new ProcessStartInfo(program, args)
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        foreach (var name in start.Environment.Keys.Where(IsSteering).ToArray())
        {
            start.Environment.Remove(name);
        }

        foreach (var (name, value) in environment)
        {
            start.Environment[name] = value;
        }

        var process = Process.Start(start) ?? throw new InvalidOperationException(program + " did not start");
        try
        {
            process.StandardInput.BaseStream.Write(input ?? []);
            process.StandardInput.Close();
        }
        catch (IOException)
        {
            // It does not read, and has ended already.
        }

        return new(process);
    }

    /// <summary>Returns once stdout holds the text. Throws when the process ends without it.</summary>
    public Task Says(string text) => Hears(output, text);

    /// <summary>The same of stderr.</summary>
    public Task Complains(string text) => Hears(errors, text);

    /// <summary>Sends a signal, such as <c>TERM</c>, to the process alone.</summary>
    public Task Signal(string name) => Signal(name, process.Id);

    /// <summary>Sends a signal to any process.</summary>
    public static async Task Signal(string name, int id)
    {
        using var kill = Process.Start("kill", ["-" + name, id.ToString(CultureInfo.InvariantCulture)]);
        await kill.WaitForExitAsync();
    }

    /// <summary>Waits until it has ended; its exit code, or 128 and the number of the signal that ended it.</summary>
    public async Task<int> Exit()
    {
        await process.WaitForExitAsync().WaitAsync(Patience);
        return process.ExitCode;
    }

    /// <summary>The same, and until nobody has its outputs any more.</summary>
    public async Task<int> End()
    {
        var code = await Exit();
        await drained.WaitAsync(Patience);
        return code;
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        if (!process.HasExited)
        {
            process.Kill(entireProcessTree: true);
        }

        await process.WaitForExitAsync();
        process.Dispose();
    }

    private static bool IsSteering(string name) =>
        name.StartsWith("ALERTING_", StringComparison.Ordinal)
        || name.StartsWith("OTEL_", StringComparison.Ordinal)
        || name.EndsWith("_proxy", StringComparison.OrdinalIgnoreCase)
        || name is "HOSTNAME" or "JOB_COMPLETION_INDEX" or "TRACEPARENT" or "TMPDIR" or "PYTHONPATH";

    private async Task Hears(Heard heard, string text)
    {
        // Asked for before it is looked at: what comes between is not missed.
        var more = heard.More;
        while (!heard.Text().Contains(text, StringComparison.Ordinal))
        {
            if (drained.IsCompleted)
            {
                throw new InvalidOperationException($"it ended without '{text}': {OutputText}\n{Errors}");
            }

            await Task.WhenAny(more, drained).WaitAsync(Patience);
            more = heard.More;
        }
    }

    /// <summary>What was read of an output.</summary>
    private sealed class Heard
    {
        private readonly Lock gate = new();
        private readonly MemoryStream bytes = new();
        private TaskCompletionSource more = new(TaskCreationOptions.RunContinuationsAsynchronously);

        /// <summary>Ends with the next bytes.</summary>
        public Task More
        {
            get
            {
                lock (gate)
                {
                    return more.Task;
                }
            }
        }

        public byte[] Bytes()
        {
            lock (gate)
            {
                return bytes.ToArray();
            }
        }

        public string Text() => Encoding.UTF8.GetString(Bytes());

        public async Task Drain(Stream from)
        {
            var buffer = new byte[64 * 1024];
            while (await from.ReadAsync(buffer) is > 0 and var count)
            {
                Add(buffer.AsSpan(0, count));
            }
        }

        private void Add(ReadOnlySpan<byte> read)
        {
            lock (gate)
            {
                bytes.Write(read);
                more.SetResult();
                more = new(TaskCreationOptions.RunContinuationsAsynchronously);
            }
        }
    }
}
