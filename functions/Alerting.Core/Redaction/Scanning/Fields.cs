using System.Buffers;

namespace Alerting.Core.Redaction.Scanning;

/// <summary>Names that somebody configured: their values are masked whatever they look like.</summary>
internal sealed class Fields
{
    private readonly string[] names;

    /// <summary>These, at least one, none of them empty.</summary>
    public Fields(IEnumerable<string> names)
    {
        this.names = [.. names.OrderByDescending(name => name.Length)];
        Anchors = SearchValues.Create(this.names, StringComparison.OrdinalIgnoreCase);
    }

    /// <summary>Finds them.</summary>
    public SearchValues<string> Anchors { get; }

    /// <summary>Whether it is one of them, whatever the case.</summary>
    public bool Has(string name) => Array.Exists(names, it => it.Equals(name, StringComparison.OrdinalIgnoreCase));

    /// <summary>The length of the one that stands there as a word; 0: none does.</summary>
    public int LengthAt(ref Reading text, int start)
    {
        if (char.IsLetterOrDigit(text.Before(start)) || text.Before(start) == '_')
        {
            return 0;
        }

        foreach (var name in names)
        {
            if (text.HasAnyCase(start, name))
            {
                return name.Length;
            }
        }

        return 0;
    }
}
