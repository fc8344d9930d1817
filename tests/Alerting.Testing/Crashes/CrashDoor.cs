using System.Net;
using Alerting.Testing.Processes;

namespace Alerting.Testing.Crashes;

/// <summary>The door of a process that keeps dying: what is posted is repeated until it is acknowledged.</summary>
internal sealed class CrashDoor : IDisposable
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(10);

    private readonly HttpClient client = new() { Timeout = TimeSpan.FromSeconds(10) };
    private volatile Uri? address;
    private int repeats;
    private int acknowledged;

    /// <summary>Where the process that lives now listens; null while none does.</summary>
    public Uri? Address
    {
        get => address;
        set => address = value;
    }

    /// <summary>Posts that were not acknowledged.</summary>
    public int Repeats => repeats;

    /// <summary>Posts that were.</summary>
    public int Acknowledged => acknowledged;

    public void Dispose() => client.Dispose();

    /// <summary>Returns when the body was answered 200.</summary>
    public async Task Post(string body, CancellationToken stop)
    {
        while (Address is not { } to || !await TryPost(to, body, stop))
        {
            await RealClock.Instance.Pause(Pause, stop);
        }
    }

    private async Task<bool> TryPost(Uri to, string body, CancellationToken stop)
    {
        try
        {
            using var answer = await AlertmanagerPost.Send(client, to, body, stop);
            if (answer.StatusCode == HttpStatusCode.OK)
            {
                Interlocked.Increment(ref acknowledged);
                return true;
            }

            if (answer.StatusCode != HttpStatusCode.ServiceUnavailable)
            {
                throw new InvalidOperationException($"a sound webhook was answered {answer.StatusCode}");
            }
        }
        catch (Exception broken) when (broken is HttpRequestException or IOException
            || (broken is OperationCanceledException && !stop.IsCancellationRequested))
        {
            // It died; Alertmanager would come again, too.
        }

        Interlocked.Increment(ref repeats);
        return false;
    }
}
