using System.Collections.Immutable;

namespace Alerting.Core.Redaction;

/// <summary>What is taken out of texts: <c>redaction</c> in <c>alerting.yml</c>. Credentials always are.</summary>
public sealed record RedactionSettings
{
    /// <summary>What applies where nothing is configured.</summary>
    public static RedactionSettings Usual { get; } = new();

    /// <summary>Whether e-mail addresses, phone and card numbers are taken out of logs.</summary>
    public bool PersonalInLogs { get; init; } = true;

    /// <summary>The same of annotations and what else is written for people.</summary>
    public bool PersonalInAnnotations { get; init; }

    /// <summary>What else is taken out, in the order of the file.</summary>
    public ImmutableArray<RedactionPattern> Patterns { get; init; } = [];

    /// <summary>Names whose values are taken out besides, whatever the case; none of them empty.</summary>
    public ImmutableArray<string> Fields { get; init; } = [];

    /// <summary>Whether an alert with a credential in a label is refused.</summary>
    public bool RefuseLabels { get; init; }
}

/// <summary>Something of one's own that is taken out.</summary>
/// <param name="Name">Its name, for who reads the configuration.</param>
/// <param name="Pattern">A regular expression that .NET runs in linear time: no look-around, no
/// back-references.</param>
public sealed record RedactionPattern(string Name, string Pattern);
