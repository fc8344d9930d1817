using System.Collections.Frozen;
using Alerting.Core.Ports;

namespace Alerting.Core.Desks;

/// <summary>The channels there are, by kind. Two of one kind are refused when it is made.</summary>
public sealed class ChannelSet(IEnumerable<IChannel> channels)
{
    private readonly FrozenDictionary<string, IChannel> byKind =
        channels.ToFrozenDictionary(channel => channel.Kind, StringComparer.Ordinal);

    // The time an attempt has begins with its claim: of a server that takes one call at a time and a second for each,
    // the last of so many has its answer in time.
    private const int SideBySide = 16;

    private readonly FrozenDictionary<string, SemaphoreSlim> turns = channels.ToFrozenDictionary(
        channel => channel.Kind, _ => new SemaphoreSlim(SideBySide), StringComparer.Ordinal);

    /// <summary>The kinds there are.</summary>
    public IEnumerable<string> Kinds => byKind.Keys;

    /// <summary>The channel of a kind, or null.</summary>
    public IChannel? Find(string kind) => byKind.GetValueOrDefault(kind);

    /// <summary>Waits for a turn at the channel: at most 16 have one at a time. It ends when disposed.</summary>
    internal async Task<Turn> TurnAt(IChannel channel, CancellationToken cancellation)
    {
        var taken = turns[channel.Kind];
        await taken.WaitAsync(cancellation);
        return new(taken);
    }

    /// <summary>Whether the kind may be sent the same notice twice without harm.</summary>
    public bool Deduplicates(string kind) => Find(kind)?.Deduplicates ?? false;
}

/// <summary>The turn of one attempt at its channel, from the claim to the answer.</summary>
internal readonly struct Turn(SemaphoreSlim taken) : IDisposable
{
    public void Dispose() => taken.Release();
}
