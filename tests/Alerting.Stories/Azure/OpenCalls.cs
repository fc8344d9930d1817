using System.Diagnostics.Metrics;

namespace Alerting.Stories.Azure;

/// <summary>
/// The HTTP calls of this process to one port that are under way, connecting included, as the runtime counts them.
/// https://learn.microsoft.com/dotnet/core/diagnostics/built-in-metrics-system-net
/// </summary>
internal sealed class OpenCalls : IDisposable
{
    private readonly MeterListener listener = new();
    private long open;

    public OpenCalls(int port)
    {
        listener.InstrumentPublished = (instrument, to) =>
        {
            if (instrument is { Meter.Name: "System.Net.Http", Name: "http.client.active_requests" })
            {
                to.EnableMeasurementEvents(instrument);
            }
        };
        listener.SetMeasurementEventCallback<long>((_, change, tags, _) => Count(port, change, tags));
        listener.Start();
    }

    public bool None => Interlocked.Read(ref open) == 0;

    public void Dispose() => listener.Dispose();

    private void Count(int port, long change, ReadOnlySpan<KeyValuePair<string, object?>> tags)
    {
        foreach (var tag in tags)
        {
            if (tag is { Key: "server.port", Value: int to } && to == port)
            {
                Interlocked.Add(ref open, change);
            }
        }
    }
}
