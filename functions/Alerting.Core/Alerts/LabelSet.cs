using System.Collections;
using System.Collections.Immutable;
using System.Runtime.InteropServices;
using System.Text;

namespace Alerting.Core.Alerts;

/// <summary>One label or annotation.</summary>
/// <param name="Name">Any non-empty UTF-8.</param>
/// <param name="Value">Any UTF-8; in a label set never empty.</param>
public readonly record struct Label(string Name, string Value);

/// <summary>
/// Names with values, ordered by the bytes of the name, each name once. Serves as label set (identity of an alert or of
/// a group) and as annotations. Equal when all names and values are.
/// </summary>
public sealed class LabelSet : IReadOnlyList<Label>, IEquatable<LabelSet>
{
    private readonly ImmutableArray<Label> labels;
    private Fingerprint? fingerprint;

    private LabelSet(ImmutableArray<Label> labels) => this.labels = labels;

    /// <summary>Without any label.</summary>
    public static LabelSet Empty { get; } = new([]);

    /// <inheritdoc/>
    public int Count => labels.Length;

    /// <summary>Characters (UTF-16 units) of all names and values.</summary>
    public int Units => labels.Sum(label => label.Name.Length + label.Value.Length);

    /// <summary>The identity of an alert with these labels.</summary>
    public Fingerprint Fingerprint => fingerprint ??= Hash(labels);

    /// <inheritdoc/>
    public Label this[int index] => labels[index];

    /// <summary>The value, or the empty text where there is no such label (a missing label is an empty one).</summary>
    public string this[string name]
    {
        get
        {
            foreach (var label in labels)
            {
                if (string.Equals(label.Name, name, StringComparison.Ordinal))
                {
                    return label.Value;
                }
            }

            return "";
        }
    }

    /// <summary>A set of these labels; of a repeated name the last one counts.</summary>
    public static LabelSet From(IEnumerable<Label> labels)
    {
        Label[] sorted = [.. labels];
        if (!IsOrdered(sorted))
        {
            // Stable, so that the last of a name stays the last.
            sorted = [.. sorted.OrderBy(label => label.Name, Utf8Order.Instance)];
            sorted = [.. sorted.Where((label, i) => i + 1 == sorted.Length || sorted[i + 1].Name != label.Name)];
        }

        return sorted.Length == 0 ? Empty : new(ImmutableCollectionsMarshal.AsImmutableArray(sorted));
    }

    private static bool IsOrdered(Label[] labels)
    {
        for (var i = 1; i < labels.Length; i++)
        {
            if (Utf8Order.Instance.Compare(labels[i - 1].Name, labels[i].Name) >= 0)
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>The same without labels of empty value, which mean "no such label".</summary>
    public LabelSet WithoutEmpty() =>
        labels.Any(label => label.Value.Length == 0) ? From(labels.Where(label => label.Value.Length > 0)) : this;

    /// <summary>Only the labels named, in this set's order.</summary>
    public LabelSet Only(IReadOnlySet<string> names) => From(labels.Where(label => names.Contains(label.Name)));

    /// <summary>The labels that all the sets share with the same value; none for no sets.</summary>
    public static LabelSet Common(IEnumerable<LabelSet> sets)
    {
        List<Label>? common = null;
        foreach (var set in sets)
        {
            if (common is null)
            {
                common = [.. set];
                continue;
            }

            common.RemoveAll(label => !string.Equals(set[label.Name], label.Value, StringComparison.Ordinal));
        }

        return common is null ? Empty : From(common);
    }

    /// <inheritdoc/>
    public bool Equals(LabelSet? other) => other is not null && labels.AsSpan().SequenceEqual(other.labels.AsSpan());

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as LabelSet);

    /// <inheritdoc/>
    public override int GetHashCode() => Fingerprint.GetHashCode();

    /// <inheritdoc/>
    public IEnumerator<Label> GetEnumerator() => ((IEnumerable<Label>)labels).GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    /// <summary>As a group key prints it: <c>{a="b", c="d"}</c>, values quoted as Go's <c>%q</c> does.</summary>
    public override string ToString()
    {
        var text = new StringBuilder("{");
        foreach (var label in labels)
        {
            if (text.Length > 1)
            {
                text.Append(", ");
            }

            GoQuote.Append(text.Append(label.Name).Append('='), label.Value);
        }

        return text.Append('}').ToString();
    }

    private static Fingerprint Hash(ImmutableArray<Label> labels)
    {
        var hash = 14695981039346656037UL;
        Span<byte> bytes = stackalloc byte[256];
        foreach (var label in labels)
        {
            hash = Mix(hash, label.Name, bytes);
            hash = Mix(hash, label.Value, bytes);
        }

        return new(hash);
    }

    private static ulong Mix(ulong hash, string text, Span<byte> scratch)
    {
        const ulong Prime = 1099511628211UL;
        var needed = Encoding.UTF8.GetMaxByteCount(text.Length);
        var bytes = needed <= scratch.Length ? scratch : new byte[needed];
        foreach (var b in bytes[..Encoding.UTF8.GetBytes(text, bytes)])
        {
            hash = (hash ^ b) * Prime;
        }

        return (hash ^ 0xFF) * Prime;
    }
}
