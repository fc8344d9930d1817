using System.Globalization;

namespace Alerting.Core.Configuration.Yaml;

/// <summary>
/// A node at its place in a file: reads it as one kind, and reports in the words of Go's yaml.v2 when it is another.
/// </summary>
internal sealed record YamlValue(YamlNode Node, string File, string Path, int Line, Findings Findings)
{
    // The name yaml.v2 gives every structure with rules of its own.
    private const string Structure = "config.plain";

    /// <summary>Set where the value is a secret or holds one: findings then show <c>&lt;secret&gt;</c>.</summary>
    public bool IsSecret { get; init; }

    public bool IsNull => Node is YamlScalar { IsNull: true };

    /// <summary>Nothing is configured by it: null, false, and the empty text, list or mapping.</summary>
    public bool IsEmpty => Node switch
    {
        YamlScalar scalar => scalar.IsNull || scalar.Text.Length == 0 || scalar.Truth == false,
        YamlSequence sequence => sequence.Items.Count == 0,
        YamlMapping mapping => mapping.Entries.Count == 0,
        _ => false,
    };

    public void Error(string message) => Findings.Error(new(File, Line, Path, message));

    public void ErrorOnValue(string message) => Findings.Error(new(File, Line, Path, message, Shown));

    public void Warn(string message) => Findings.Warn(new(File, Line, Path, message));

    public void WarnOnValue(string message) => Findings.Warn(new(File, Line, Path, message, Shown));

    /// <summary>The mapping, empty for null; null when it is something else.</summary>
    /// <param name="type">Go's name of what is wanted, for messages.</param>
    /// <param name="shown">The keys that findings may name; null: all.</param>
    public YamlMap? AsMap(string type = Structure, IReadOnlySet<string>? shown = null) => Node switch
    {
        YamlMapping mapping => new YamlMap(mapping, this, type, shown),
        _ when IsNull => new YamlMap(new(Line, []), this, type, shown),
        _ => Unexpected<YamlMap>(type),
    };

    /// <summary>The elements, none for null.</summary>
    /// <param name="type">Go's name of what is wanted, for messages.</param>
    public IReadOnlyList<YamlValue> AsList(string type = "[]string") => Node switch
    {
        YamlSequence sequence => [.. sequence.Items.Select(Element)],
        _ when IsNull => [],
        _ => Unexpected<YamlValue[]>(type) ?? [],
    };

    /// <summary>The text of any scalar, empty for null; null when it is no scalar.</summary>
    /// <param name="type">Go's name of what is wanted, for messages.</param>
    public string? AsText(string type = "string")
    {
        if (Node is not YamlScalar scalar || scalar.Meaning.Problem is not null)
        {
            return Unexpected<string>(type);
        }

        return scalar.IsNull ? "" : scalar.Tag == "!!binary" ? (string)scalar.Meaning.Value! : scalar.Text;
    }

    /// <summary>YAML 1.1 truth, false for null as Alertmanager has it; null when it is none.</summary>
    public bool? AsTruth()
    {
        var truth = IsNull ? false : (Node as YamlScalar)?.Truth;
        if (truth is null)
        {
            Unexpected<string>("bool");
        }

        return truth;
    }

    /// <summary>A whole number in bounds; of one with a point the whole part. Null when it is none.</summary>
    /// <param name="type">Go's name of what is wanted, for messages.</param>
    /// <param name="least">Smallest.</param>
    /// <param name="most">Largest.</param>
    public Int128? AsWhole(string type, Int128 least, Int128 most)
    {
        var number = IsNull ? 0 : (Node as YamlScalar)?.Meaning.Value switch
        {
            Int128 whole => whole,
            double real when double.IsFinite(real) && Math.Abs(real) < 1e20 => (Int128)real,
            _ => (Int128?)null,
        };
        if (number is null || number < least || number > most)
        {
            Unexpected<string>(type);
            return null;
        }

        return number;
    }

    /// <summary>A number, 0 for null; null when it is none.</summary>
    public double? AsNumber()
    {
        var number = IsNull ? 0 : (Node as YamlScalar)?.Meaning.Value switch
        {
            Int128 whole => (double)whole,
            double real => real,
            _ => (double?)null,
        };
        if (number is null)
        {
            Unexpected<string>("float64");
        }

        return number;
    }

    /// <summary>
    /// The entries of a mapping whose keys are free, none for null; null when it is something else. As in yaml.v2 a key
    /// that comes twice is an error, be it by a merge.
    /// </summary>
    /// <param name="type">Go's name of what is wanted, for messages.</param>
    public IReadOnlyDictionary<string, YamlValue>? AsEntries(string type) => Node switch
    {
        YamlMapping mapping => YamlEntries.Of(mapping, this),
        _ when IsNull => new Dictionary<string, YamlValue>(StringComparer.Ordinal),
        _ => Unexpected<Dictionary<string, YamlValue>>(type),
    };

    /// <summary>Reports that it is not what is wanted; null.</summary>
    /// <param name="type">Go's name of what is wanted.</param>
    public T? Unexpected<T>(string type)
        where T : class
    {
        Error(Undecodable ?? $"cannot unmarshal {ShownTag}{Quoted} into {type}");
        return null;
    }

    private string? Undecodable => Node is YamlScalar { Meaning.Problem: { } problem } scalar
        ? !IsSecret
            ? problem
            : problem.Replace($"`{scalar.Text}`", $"`{ConfigurationFinding.Hidden}`", StringComparison.Ordinal)
        : null;

    // An exclamation mark makes a tag of a secret.
    private string ShownTag => !IsSecret || Node.Tag is "!!str" or "!!int" or "!!float" or "!!bool"
        or "!!null" or "!!timestamp" or "!!binary" or "!!merge" or "!!seq" or "!!map" ? Node.Tag : "!?";

    private string? Shown => IsSecret ? ConfigurationFinding.Hidden : (Node as YamlScalar)?.Text;

    private string Quoted => Node switch
    {
        YamlScalar when IsSecret => $" `{ConfigurationFinding.Hidden}`",
        YamlScalar { Text.Length: > 10 } scalar => $" `{scalar.Text[..7]}...`",
        YamlScalar scalar => $" `{scalar.Text}`",
        _ => "",
    };

    private YamlValue Element(YamlNode item, int index) => new(
        item, File, string.Create(CultureInfo.InvariantCulture, $"{Path}[{index}]"), item.Line, Findings)
    {
        IsSecret = IsSecret,
    };
}
