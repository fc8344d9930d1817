using System.Diagnostics;
using System.Net;
using System.Net.Http.Headers;

namespace Alerting.Bench.Load;

/// <summary>Posts bodies over eight connections that are kept, each connection one body after the other.</summary>
internal sealed class Poster(Uri address) : IDisposable
{
    private const int Connections = 8;

    private readonly HttpClient client = new(new SocketsHttpHandler { MaxConnectionsPerServer = Connections })
    {
        BaseAddress = address,
    };

    /// <summary>Posts all bodies. Throws when one is not answered 200.</summary>
    /// <returns>Seconds that all took, and the milliseconds of each, sorted.</returns>
    public async Task<(double Seconds, double[] Milliseconds)> Post(byte[][] bodies)
    {
        var took = new double[bodies.Length];
        var next = -1;
        var start = Stopwatch.GetTimestamp();
        await Task.WhenAll(Enumerable.Range(0, Connections).Select(_ => Task.Run(async () =>
        {
            for (var i = Interlocked.Increment(ref next); i < bodies.Length; i = Interlocked.Increment(ref next))
            {
                took[i] = await Post(bodies[i]);
            }
        })));
        var seconds = Stopwatch.GetElapsedTime(start).TotalSeconds;
        Array.Sort(took);
        return (seconds, took);
    }

    /// <summary>Has the configuration read again. Throws when it is not answered 200.</summary>
    public async Task Reload()
    {
        using var answer = await client.PostAsync("/-/reload", null);
        answer.EnsureSuccessStatusCode();
    }

    public void Dispose() => client.Dispose();

    private async Task<double> Post(byte[] body)
    {
        var start = Stopwatch.GetTimestamp();
        using var content = new ByteArrayContent(body);
        content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        using var answer = await client.PostAsync("/api/alertmanager", content);
        if (answer.StatusCode != HttpStatusCode.OK)
        {
            throw new InvalidOperationException($"{(int)answer.StatusCode} {await answer.Content.ReadAsStringAsync()}");
        }

        return Stopwatch.GetElapsedTime(start).TotalMilliseconds;
    }
}
