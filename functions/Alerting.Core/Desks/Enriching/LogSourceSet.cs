using System.Collections.Frozen;
using Alerting.Core.Ports;

namespace Alerting.Core.Desks.Enriching;

/// <summary>The kinds of log stores that can be asked. Two of one kind are refused when it is made.</summary>
public sealed class LogSourceSet(IEnumerable<ILogSource> sources)
{
    private readonly FrozenDictionary<string, ILogSource> byKind =
        sources.ToFrozenDictionary(source => source.Kind, StringComparer.Ordinal);

    /// <summary>None at all.</summary>
    public static LogSourceSet None { get; } = new([]);

    /// <summary>The one of a kind, or null.</summary>
    public ILogSource? Find(string kind) => byKind.GetValueOrDefault(kind);
}
