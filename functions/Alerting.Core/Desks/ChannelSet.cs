using System.Collections.Frozen;
using Alerting.Core.Configuration.Integrations;
using Alerting.Core.Ports;

namespace Alerting.Core.Desks;

/// <summary>The channels there are, by kind. Two of one kind are refused when it is made.</summary>
public sealed class ChannelSet(IEnumerable<IChannel> channels)
{
    private readonly FrozenDictionary<string, IChannel> byKind =
        channels.ToFrozenDictionary(channel => channel.Kind, StringComparer.Ordinal);

    /// <summary>The kinds there are.</summary>
    public IEnumerable<string> Kinds => byKind.Keys;

    /// <summary>The channel of a kind, or null.</summary>
    public IChannel? Find(string kind) => byKind.GetValueOrDefault(kind);

    /// <summary>Whether a message told through it is changed by later ones.</summary>
    public bool Edits(Integration integration) => Find(integration.Kind)?.Edits(integration) ?? false;

    /// <summary>Whether the kind may be sent the same notice twice without harm.</summary>
    public bool Deduplicates(string kind) => Find(kind)?.Deduplicates ?? false;
}
