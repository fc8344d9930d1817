using System.Text.Json;
using Alerting.Core.Alerts;
using Alerting.Core.Jobs;

namespace Alerting.Core.Sources.Mapped;

/// <summary>Reads a body by a mapping.</summary>
public static class MappedWebhook
{
    private const string Expected = "JSON";

    /// <summary>
    /// The reports, or the alerts (of <see cref="Ending.Explicit"/>), one for each element. One that cannot be used is
    /// rejected by itself, and what is beyond 10,000. Never throws.
    /// </summary>
    /// <param name="source">How to read it.</param>
    /// <param name="body">UTF-8 JSON.</param>
    /// <param name="now">The store's time.</param>
    public static EventsRead Read(MappedSource source, ReadOnlyMemory<byte> body, DateTimeOffset now)
    {
        using var document = JsonBody.Open(body, Expected, out var unreadable);
        if (document is null)
        {
            return EventsRead.None(unreadable!);
        }

        var root = source.Each is { } each ? each.Find(document.RootElement) : document.RootElement;
        if (root is not { } found || (source.Each is not null && found.ValueKind != JsonValueKind.Array))
        {
            return EventsRead.None($"{source.Each}: expected an array");
        }

        var rejected = new Rejections();
        var path = source.Each?.Text ?? "$";
        var elements = Elements.Of(found, path, rejected);
        return source.Event is { } mapping
            ? EventsRead.Of(
                from one in elements select new EventMapping(mapping, one.Path, one.Element, rejected).Read(), rejected)
            : Alerts(source.Alert!, elements, rejected, now);
    }

    private static EventsRead Alerts(
        MappedAlert mapping, IEnumerable<(string Path, JsonElement Element)> elements, Rejections rejected,
        DateTimeOffset now)
    {
        var read = elements.Select(one =>
            (one.Path, Alert: new AlertMapping(mapping, one.Path, one.Element, rejected, now).Read()))
            .Where(one => one.Alert is not null).ToArray();
        return new([], [.. read.Select(one => one.Alert!)], rejected.ToImmutable())
        {
            AlertPaths = [.. read.Select(one => one.Path)],
        };
    }
}
