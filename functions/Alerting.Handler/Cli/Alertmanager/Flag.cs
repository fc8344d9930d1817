namespace Alerting.Handler.Cli.Alertmanager;

/// <summary>What a flag takes.</summary>
internal enum FlagKind
{
    /// <summary>Nothing: it is set, or with <c>--no-</c> in front not.</summary>
    Truth,

    /// <summary>Any text.</summary>
    Text,

    /// <summary>Any text, any number of times.</summary>
    Texts,

    /// <summary>A number; of one with a point the whole part counts.</summary>
    Whole,

    /// <summary>A number.</summary>
    Number,

    /// <summary>A duration as Go writes it, with days, weeks and years.</summary>
    Span,
}

/// <summary>A flag of Alertmanager's command line.</summary>
/// <param name="Name">Without hyphens.</param>
/// <param name="Kind">What it takes.</param>
/// <param name="Default">What applies when it is not given, as it would be written.</param>
/// <param name="Help">A line for <c>--help</c>; empty where it does nothing here.</param>
internal sealed record Flag(string Name, FlagKind Kind, string Default, string Help = "")
{
    /// <summary>Whether it changes anything here.</summary>
    public bool IsHonoured => Help.Length > 0;
}
