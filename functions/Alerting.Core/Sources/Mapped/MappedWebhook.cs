using System.Collections.Immutable;
using System.Text.Json;
using Alerting.Core.Alerts;

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

        var rejected = new Rejections();
        var (path, root) = Root(source, document.RootElement);
        return root is not { } found ? EventsRead.None($"{source.Each}: expected an array")
            : source.Event is { } mapping ? Events(mapping, found, path, rejected)
            : Alerts(source.Alert!, found, path, rejected, now);
    }

    // An array is one of elements also where they are not in their place: such is what was left of a batch.
    private static (string Path, JsonElement? Root) Root(MappedSource source, JsonElement body) =>
        source.Each?.Find(body) is { ValueKind: JsonValueKind.Array } found ? (source.Each.Text, found)
        : source.Each is null || body.ValueKind == JsonValueKind.Array ? ("$", body)
        : ("$", null);

    private static EventsRead Events(MappedEvent mapping, JsonElement root, string path, Rejections rejected)
    {
        var read = Elements.Read(
            root, path, rejected, (at, element) => new EventMapping(mapping, at, element, rejected).Read());
        return EventsRead.Of(read.Select(one => one.Read), rejected);
    }

    private static EventsRead Alerts(
        MappedAlert mapping, JsonElement root, string path, Rejections rejected, DateTimeOffset now)
    {
        var read = Elements.Read(
            root, path, rejected, (at, element) => new AlertMapping(mapping, at, element, rejected, now).Read())
            .ToImmutableArray();
        return new([], [.. read.Select(one => one.Read)], rejected.ToImmutable())
        {
            AlertPaths = [.. read.Select(one => one.Path)],
            Lost = read.IsEmpty ? null : rejected.Lost(),
        };
    }
}
