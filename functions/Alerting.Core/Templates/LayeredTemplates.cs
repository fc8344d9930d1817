using System.Collections;
using System.Diagnostics.CodeAnalysis;
using Alerting.Core.Templates.Parsing;

namespace Alerting.Core.Templates;

/// <summary>Templates of a text over those of a set, without a copy of the latter.</summary>
internal sealed class LayeredTemplates(
    IReadOnlyDictionary<string, Node.List> upper, IReadOnlyDictionary<string, Node.List> lower)
    : IReadOnlyDictionary<string, Node.List>
{
    public IEnumerable<string> Keys => upper.Keys.Concat(lower.Keys.Where(name => !upper.ContainsKey(name)));

    public IEnumerable<Node.List> Values => Keys.Select(name => this[name]);

    public int Count => Keys.Count();

    public Node.List this[string key] => upper.TryGetValue(key, out var body) ? body : lower[key];

    public bool ContainsKey(string key) => upper.ContainsKey(key) || lower.ContainsKey(key);

    public bool TryGetValue(string key, [MaybeNullWhen(false)] out Node.List value) =>
        upper.TryGetValue(key, out value) || lower.TryGetValue(key, out value);

    public IEnumerator<KeyValuePair<string, Node.List>> GetEnumerator() =>
        Keys.Select(name => KeyValuePair.Create(name, this[name])).GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
}
