namespace Alerting.Core.Logs.Said.Signatures;

/// <summary>A kind of error while lines of it come.</summary>
/// <param name="template">Masked.</param>
/// <param name="place">What else makes it that kind: where in the user's own code; empty for a line.</param>
internal sealed class SignatureKind(string template, string place)
{
    private SignatureKind? into;

    /// <summary>Masked.</summary>
    public string Template => template;

    /// <summary>Where in the user's own code; empty for a line.</summary>
    public string Place => place;

    /// <summary>Lines of it.</summary>
    public int Count { get; private set; }

    /// <summary>The things that have it, by their numbers.</summary>
    public HashSet<int> Things { get; } = [];

    /// <summary>One of its lines: of the thing that was first.</summary>
    public string Sample { get; private set; } = "";

    /// <summary>The thing that had it first; null: unknown.</summary>
    public Thing? First { get; private set; }

    /// <summary>What it is of after all was merged.</summary>
    public SignatureKind Whole => into is null ? this : into.Whole;

    /// <summary>One more.</summary>
    /// <param name="thing">Whose; null: unknown.</param>
    /// <param name="sample">The line.</param>
    public void Add(Thing? thing, string sample)
    {
        Count++;
        if (thing is not null)
        {
            Things.Add(thing.Number);
        }

        Weigh(thing, sample);
    }

    /// <summary>All of another kind, which is of this one from now on.</summary>
    public void Take(SignatureKind other)
    {
        other.into = this;
        Count += other.Count;
        Things.UnionWith(other.Things);
        Weigh(other.First, other.Sample);
    }

    // Whichever order they come in: the earliest, and of it the first by its letters.
    private void Weigh(Thing? thing, string sample)
    {
        var order = Sample.Length == 0 ? -1 : Thing.Compare(thing, First);
        if (order < 0 || (order == 0 && string.CompareOrdinal(sample, Sample) < 0))
        {
            (First, Sample) = (thing, sample);
        }
    }
}
