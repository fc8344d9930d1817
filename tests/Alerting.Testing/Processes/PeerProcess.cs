using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;

namespace Alerting.Testing.Processes;

/// <summary>A program other people wrote, running. Killed when disposed.</summary>
public sealed class PeerProcess : IAsyncDisposable
{
    private readonly Process process;
    private readonly ConcurrentQueue<string> output = [];

    private PeerProcess(Process process)
    {
        this.process = process;
        process.OutputDataReceived += (_, line) => output.Enqueue(line.Data ?? "");
        process.ErrorDataReceived += (_, line) => output.Enqueue(line.Data ?? "");
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
    }

    /// <summary>Starts it; see <see cref="Peer.Find"/>.</summary>
    public static PeerProcess Start(string program, params string[] args)
    {
        var start = new ProcessStartInfo(Peer.Find(program), args)
        {
            // Its end tells the program that we are gone, however we went.
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            UseShellExecute = false,
        };
        return new(Process.Start(start) ?? throw new InvalidOperationException(program + " did not start"));
    }

    /// <summary>Returns when the page is answered with a success.</summary>
    public async Task Answers(Uri page, CancellationToken stop)
    {
        using var client = new HttpClient();
        while (!await IsThere(client, page, stop))
        {
            if (process.HasExited)
            {
                throw new InvalidOperationException("it ended: " + string.Join('\n', output));
            }

            await RealClock.Instance.Pause(TimeSpan.FromMilliseconds(50), stop);
        }
    }

    /// <summary>Returns when somebody listens on the port of 127.0.0.1.</summary>
    public async Task Listens(int port, CancellationToken stop)
    {
        while (!await IsOpen(port, stop))
        {
            if (process.HasExited)
            {
                throw new InvalidOperationException("it ended: " + string.Join('\n', output));
            }

            await RealClock.Instance.Pause(TimeSpan.FromMilliseconds(50), stop);
        }
    }

    /// <summary>Sends SIGINT and returns when it has ended.</summary>
    public async Task Interrupt(CancellationToken stop)
    {
        using var kill = Process.Start("kill", ["-INT", process.Id.ToString(CultureInfo.InvariantCulture)]);
        await process.WaitForExitAsync(stop);
    }

    public async ValueTask DisposeAsync()
    {
        process.Kill(entireProcessTree: true);
        await process.WaitForExitAsync();
        process.Dispose();
    }

    private static async Task<bool> IsOpen(int port, CancellationToken stop)
    {
        using var socket = new TcpClient();
        try
        {
            await socket.ConnectAsync(IPAddress.Loopback, port, stop);
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }

    private static async Task<bool> IsThere(HttpClient client, Uri page, CancellationToken stop)
    {
        try
        {
            using var answer = await client.GetAsync(page, stop);
            return answer.IsSuccessStatusCode;
        }
        catch (HttpRequestException)
        {
            return false;
        }
    }
}
