using System.Collections.Immutable;

namespace Alerting.Core.Desks.Intake;

/// <summary>A body of which nothing could be used, kept so that it can be looked at and read again.</summary>
public sealed record RejectedBody
{
    /// <summary>Bytes of a body that are kept: the first.</summary>
    public const int MostBytes = 64 * 1024;

    /// <summary>Characters of the path that are kept.</summary>
    public const int MostPath = 4_096;

    /// <summary>Its id: the newest sort first. Empty for one that is not kept yet.</summary>
    public string Id { get; init; } = "";

    /// <summary>When it came, by the store's time.</summary>
    public DateTimeOffset At { get; init; }

    /// <summary>Where it was posted to, percent-encoded as it came, such as <c>/api/events/prefect</c>.</summary>
    public required string Path { get; init; }

    /// <summary>The query parameter <c>rid</c>; null where there was none. No other is kept.</summary>
    public string? Rid { get; init; }

    /// <summary>Its type; null where it was not said.</summary>
    public string? ContentType { get; init; }

    /// <summary>
    /// The headers that belong to what was said, without <c>ce-</c>; of all others none is kept.
    /// </summary>
    public ImmutableSortedDictionary<string, string> Attributes { get; init; } =
        ImmutableSortedDictionary.Create<string, string>(StringComparer.Ordinal);

    /// <summary>What was wrong, one line.</summary>
    public required string Why { get; init; }

    /// <summary>How many bytes it had.</summary>
    public required long Length { get; init; }

    /// <summary>The bytes; the first <see cref="MostBytes"/> of a longer one.</summary>
    public required ReadOnlyMemory<byte> Body { get; init; }

    /// <summary>Whether there is more than was kept: then it cannot be read again.</summary>
    public bool IsCut => Length > Body.Length || Path.Length == MostPath;
}
