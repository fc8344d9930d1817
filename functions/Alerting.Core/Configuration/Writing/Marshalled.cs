using Printed = System.Collections.Generic.KeyValuePair<string, Alerting.Core.Configuration.Writing.Marshalled>;

namespace Alerting.Core.Configuration.Writing;

/// <summary>What is printed, before it is text. A closed family.</summary>
internal abstract record Marshalled
{
    private Marshalled() { }

    /// <summary>YAML's null.</summary>
    public static Marshalled Null { get; } = new Bare("null");

    /// <summary>Stands in the place of a secret.</summary>
    public static Marshalled Hidden { get; } = new Text(ConfigurationFinding.Hidden);

    /// <summary>A mapping without entries.</summary>
    public static Marshalled Nothing { get; } = new Mapping([]);

    /// <summary>A truth.</summary>
    public static Marshalled Of(bool truth) => new Bare(truth ? "true" : "false");

    /// <summary>A mapping of free keys, in Go's order of keys.</summary>
    public static Marshalled Sorted(IEnumerable<Printed> entries)
    {
        // The order goes round in circles for some keys, which a sort may not bear and a tree does.
        var tree = new SortedDictionary<string, Marshalled>(GoKeyOrder.Instance);
        foreach (var (key, value) in entries.OrderBy(entry => entry.Key, StringComparer.Ordinal))
        {
            tree[key] = value;
        }

        return new Mapping([.. tree]);
    }

    /// <summary>A text, quoted where it would be read as something else.</summary>
    public sealed record Text(string Value) : Marshalled;

    /// <summary>A number, a truth or null, printed as it is.</summary>
    public sealed record Bare(string Value) : Marshalled;

    /// <summary>A list.</summary>
    /// <param name="Items">Its elements.</param>
    /// <param name="IsFlow">Whether it is in brackets; it then holds scalars only.</param>
    public sealed record Sequence(IReadOnlyList<Marshalled> Items, bool IsFlow = false) : Marshalled;

    /// <summary>A mapping, in the order of its entries.</summary>
    public sealed record Mapping(IReadOnlyList<Printed> Entries) : Marshalled
    {
        /// <summary>The value of a key; null when it has none.</summary>
        public Marshalled? Find(string key) => Entries.FirstOrDefault(entry => entry.Key == key).Value;
    }
}
