using System.Collections.Concurrent;
using System.Diagnostics;
using System.Net;
using System.Net.Http.Headers;

namespace Alerting.Bench.Load;

/// <summary>Posts bodies over connections that are kept, each connection one body after the other.</summary>
/// <param name="address">Of the server.</param>
/// <param name="path">Of the door.</param>
/// <param name="connections">How many.</param>
internal sealed class Poster(Uri address, string path = "/api/alertmanager", int connections = 8) : IDisposable
{
    private readonly HttpClient client = new(new SocketsHttpHandler { MaxConnectionsPerServer = connections })
    {
        BaseAddress = address,
    };

    /// <summary>Posts all bodies. Throws when one is not answered 200.</summary>
    /// <returns>Seconds that all took, and the milliseconds of each, sorted.</returns>
    public Task<(double Seconds, double[] Milliseconds)> Post(byte[][] bodies) =>
        Post(bodies, CancellationToken.None);

    /// <summary>Posts all bodies, or as many as are answered in time. Throws when one is not answered 200.</summary>
    /// <returns>Seconds until the last answer, and the milliseconds of each that was answered, sorted.</returns>
    public Task<(double Seconds, double[] Milliseconds)> Post(byte[][] bodies, CancellationToken late) =>
        Post([.. bodies.Select(body => (path, body))], late);

    /// <summary>The same, each body to a path of its own.</summary>
    /// <returns>Seconds until the last answer, and the milliseconds of each that was answered, sorted.</returns>
    public async Task<(double Seconds, double[] Milliseconds)> Post(
        (string Path, byte[] Body)[] bodies, CancellationToken late)
    {
        var took = new ConcurrentQueue<double>();
        var next = -1;
        var start = Stopwatch.GetTimestamp();
        await Task.WhenAll(Enumerable.Range(0, connections).Select(_ => Task.Run(async () =>
        {
            for (var i = Interlocked.Increment(ref next); i < bodies.Length; i = Interlocked.Increment(ref next))
            {
                if (await PostInTime(bodies[i], late) is not { } milliseconds)
                {
                    return;
                }

                took.Enqueue(milliseconds);
            }
        })));
        return (Stopwatch.GetElapsedTime(start).TotalSeconds, [.. took.Order()]);
    }

    /// <summary>Has the configuration read again. Throws when it is not answered 200.</summary>
    public async Task Reload()
    {
        using var answer = await client.PostAsync("/-/reload", null);
        answer.EnsureSuccessStatusCode();
    }

    public void Dispose() => client.Dispose();

    /// <summary>What a path shows; an empty object while there is nothing.</summary>
    public async Task<string> Get(string shown)
    {
        using var answer = await client.GetAsync(new Uri(shown, UriKind.Relative));
        return answer.StatusCode == HttpStatusCode.NotFound ? "{}" : await answer.Content.ReadAsStringAsync();
    }

    private async Task<double?> PostInTime((string Path, byte[] Body) body, CancellationToken late)
    {
        try
        {
            return await Post(body, late);
        }
        catch (OperationCanceledException) when (late.IsCancellationRequested)
        {
            return null;
        }
    }

    private async Task<double> Post((string Path, byte[] Body) posted, CancellationToken late)
    {
        var start = Stopwatch.GetTimestamp();
        using var content = new ByteArrayContent(posted.Body);
        content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        using var answer = await client.PostAsync(posted.Path, content, late);
        if (answer.StatusCode != HttpStatusCode.OK)
        {
            throw new InvalidOperationException(
                $"{posted.Path}: {(int)answer.StatusCode} {await answer.Content.ReadAsStringAsync(CancellationToken.None)}");
        }

        return Stopwatch.GetElapsedTime(start).TotalMilliseconds;
    }
}
