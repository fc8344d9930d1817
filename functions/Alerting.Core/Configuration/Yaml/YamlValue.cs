using System.Globalization;

namespace Alerting.Core.Configuration.Yaml;

/// <summary>A node at its place in a file: reads it as one kind, and reports when it is another.</summary>
internal sealed record YamlValue(YamlNode Node, string File, string Path, int Line, Findings Findings)
{
    /// <summary>Set where the value is a secret: findings then show <c>&lt;secret&gt;</c>.</summary>
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
    public YamlMap? AsMap() => Node switch
    {
        YamlMapping mapping => new YamlMap(mapping, this),
        _ when IsNull => new YamlMap(new(Line, []), this),
        _ => Unexpected<YamlMap>("a mapping"),
    };

    /// <summary>The elements, none for null.</summary>
    public IReadOnlyList<YamlValue> AsList() => Node switch
    {
        YamlSequence sequence => [.. sequence.Items.Select(Element)],
        _ when IsNull => [],
        _ => Unexpected<YamlValue[]>("a list") ?? [],
    };

    /// <summary>The text of any scalar, empty for null; null when it is no scalar.</summary>
    public string? AsText() => Node switch
    {
        YamlScalar scalar => scalar.IsNull ? "" : scalar.Text,
        _ => Unexpected<string>("a text"),
    };

    /// <summary>YAML 1.1 truth, false for null as Alertmanager has it; null when it is none.</summary>
    public bool? AsTruth()
    {
        if (IsNull)
        {
            return false;
        }

        var truth = (Node as YamlScalar)?.Truth;
        if (truth is null)
        {
            Error($"expected true or false, found {Node.Kind}");
        }

        return truth;
    }

    /// <summary>
    /// A whole number from 0, cut at <see cref="int.MaxValue"/>, 0 for null; null when it is none, as everything in
    /// quotes.
    /// </summary>
    public int? AsCount()
    {
        if (IsNull)
        {
            return 0;
        }

        if (Node is YamlScalar { IsPlain: true } scalar
            && CountOf(scalar.Text.Replace("_", "", StringComparison.Ordinal)) is { } count)
        {
            return (int)Math.Min(count, int.MaxValue);
        }

        Error($"expected a whole number from 0, found {Node.Kind}");
        return null;
    }

    private string? Shown => IsSecret ? ConfigurationFinding.Hidden : (Node as YamlScalar)?.Text;

    // Hexadecimal and the octal of YAML 1.1; a number with a point counts by its whole part, as yaml.v2 has it.
    private static ulong? CountOf(string text)
    {
        if (text.StartsWith("0x", StringComparison.Ordinal))
        {
            var digits = text.AsSpan(2);
            return ulong.TryParse(digits, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var hex)
                ? hex
                : null;
        }

        if (text is ['0', _, ..] && text.All(c => c is >= '0' and <= '7'))
        {
            return text.Length <= 22 ? text.Aggregate(0UL, (sum, digit) => sum * 8 + digit - '0') : null;
        }

        const NumberStyles Number =
            NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint | NumberStyles.AllowExponent;
        return decimal.TryParse(text, Number, CultureInfo.InvariantCulture, out var value)
            && value is >= 0 and <= ulong.MaxValue ? (ulong)value : null;
    }

    private YamlValue Element(YamlNode item, int index) => new(
        item, File, string.Create(CultureInfo.InvariantCulture, $"{Path}[{index}]"), item.Line, Findings);

    // Shows no value: what stands in the wrong place may be a secret.
    private T? Unexpected<T>(string wanted)
        where T : class
    {
        Error($"expected {wanted}, found {Node.Kind}");
        return null;
    }
}
