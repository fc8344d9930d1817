using Alerting.Core.Configuration.Reading.Schemas;

namespace Alerting.Core.Configuration.Writing;

/// <summary>A key as it is printed.</summary>
/// <param name="Key">The key.</param>
internal sealed record Field(string Key)
{
    /// <summary>What is printed where the key is missing; null: nothing.</summary>
    public Marshalled? Default { get; init; }

    /// <summary>What is printed where the key says nothing; null: nothing.</summary>
    public Marshalled? Zero { get; init; }

    /// <summary>How what is below it is printed; null: only what is written.</summary>
    public Form? Below { get; init; }

    /// <summary>Whether what is below it is printed as the mapping it stands in.</summary>
    public bool IsRecursive { get; init; }

    /// <summary>Whether it is left out when all below it says nothing.</summary>
    public bool IsStructure { get; init; }

    /// <summary>Whether it is a path that counts from the folder of the file.</summary>
    public bool IsPath { get; init; }

    /// <summary>Keys of which only what is configured is printed.</summary>
    public static IEnumerable<Field> Of(params string[] keys) => keys.Select(key => new Field(key));

    /// <summary>A text that has a default.</summary>
    public static Field Usually(string key, string text) => new(key) { Default = new Marshalled.Text(text) };

    /// <summary>A truth that is always printed.</summary>
    public static Field Truth(string key, bool otherwise) =>
        new(key) { Default = Marshalled.Of(otherwise), Zero = Marshalled.Of(false) };

    /// <summary>A text that is always printed.</summary>
    public static Field Always(string key, string otherwise = "") =>
        new(key) { Default = new Marshalled.Text(otherwise), Zero = new Marshalled.Text("") };
}

/// <summary>
/// How a mapping is printed: its keys in the order of Alertmanager's structure, with the defaults that 0.25 fills in.
/// Keys that it does not name follow, as they are written: what a later release brought is nothing 0.25 fills in.
/// </summary>
/// <param name="fields">The keys.</param>
internal sealed class Form(params IEnumerable<Field> fields)
{
    /// <summary>Only what is written.</summary>
    public static Form AsWritten { get; } = new();

    /// <summary>The keys.</summary>
    public IReadOnlyList<Field> Fields { get; } = [.. fields];

    /// <summary>What Alertmanager changes in a mapping that it has read.</summary>
    public Action<Section, Draft>? Amend { get; init; }
}

/// <summary>The values of a mapping that is to be printed, by key.</summary>
internal sealed class Draft : Dictionary<string, Marshalled>
{
    public Draft()
        : base(StringComparer.Ordinal)
    {
    }

    /// <summary>The text of a key; empty when it has none.</summary>
    public string Text(string key) => GetValueOrDefault(key) is Marshalled.Text text ? text.Value : "";

    /// <summary>Puts a value where there is none.</summary>
    public void Fill(string key, Marshalled? value)
    {
        if (value is not null)
        {
            TryAdd(key, value);
        }
    }

    private Marshalled? GetValueOrDefault(string key) => TryGetValue(key, out var value) ? value : null;
}
