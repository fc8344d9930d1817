namespace Alerting.Core.Templates.Structured;

/// <summary>What a tree rendered to. A closed family.</summary>
internal abstract record StructuredValue
{
    private StructuredValue() { }

    internal sealed record Null : StructuredValue
    {
        public static Null Only { get; } = new();
    }

    internal sealed record Truth(bool Value) : StructuredValue;

    /// <summary>A whole number, of at most 64 bits with or without a sign.</summary>
    internal sealed record Whole(Int128 Value) : StructuredValue;

    internal sealed record Real(double Value) : StructuredValue;

    internal sealed record Text(string Value) : StructuredValue;

    internal sealed record List(IReadOnlyList<StructuredValue> Items) : StructuredValue;

    /// <summary>By bytes of the keys.</summary>
    internal sealed record Map(SortedDictionary<string, StructuredValue> Entries) : StructuredValue;
}
