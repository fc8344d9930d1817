using System.Collections.Immutable;
using Alerting.Core.Alerts;
using Alerting.Core.Templates.Data;

namespace Alerting.Core.Templates.Values;

/// <summary>A slice of Go: a list whose elements have a type. A closed family.</summary>
internal abstract record Sequence
{
    private Sequence() { }

    /// <summary>How many.</summary>
    public abstract int Count { get; }

    /// <summary>One of them, which there is.</summary>
    public abstract object? this[int index] { get; }

    /// <summary>Some of them; the bounds are in range.</summary>
    public abstract Sequence Slice(int from, int to);

    /// <summary><c>template.Alerts</c>, or the list without a name that its methods return.</summary>
    internal sealed record Alerts(ImmutableArray<TemplateAlert> Items, bool IsNamed = true) : Sequence
    {
        public override int Count => Items.Length;

        public override object this[int index] => Items[index];

        public override Sequence Slice(int from, int to) => this with { Items = Items[from..to] };
    }

    /// <summary><c>template.Pairs</c>.</summary>
    internal sealed record Pairs(ImmutableArray<Label> Items) : Sequence
    {
        public override int Count => Items.Length;

        public override object this[int index] => Items[index];

        public override Sequence Slice(int from, int to) => new Pairs(Items[from..to]);
    }

    /// <summary><c>template.Strings</c>, or a list of strings without a name.</summary>
    internal sealed record Texts(ImmutableArray<string> Items, bool IsNamed) : Sequence
    {
        public override int Count => Items.Length;

        public override object this[int index] => Items[index];

        public override Sequence Slice(int from, int to) => this with { Items = Items[from..to] };
    }

    /// <summary>A list of anything.</summary>
    internal sealed record Anything(ImmutableArray<object?> Items) : Sequence
    {
        public override int Count => Items.Length;

        public override object? this[int index] => Items[index];

        public override Sequence Slice(int from, int to) => new Anything(Items[from..to]);
    }
}
