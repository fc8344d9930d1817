using System.Text.RegularExpressions;

namespace Alerting.Testing.Functions;

/// <summary>App settings as the host reads them: whatever the case of the name.</summary>
internal sealed partial class AppSettings(IReadOnlyDictionary<string, string> values)
{
    private readonly Dictionary<string, string> values = new(values, StringComparer.OrdinalIgnoreCase);

    /// <summary>All of them.</summary>
    public IReadOnlyDictionary<string, string> All => values;

    /// <summary>Null when it is not set or empty.</summary>
    public string? Find(string name) => values.GetValueOrDefault(name) is { Length: > 0 } value ? value : null;

    /// <summary>Whether it is set to <c>true</c> or <c>1</c>.</summary>
    public bool IsOn(string name) => Find(name) is { } value
        && (value == "1" || value.Equals("true", StringComparison.OrdinalIgnoreCase));

    /// <summary>A setting of that name or with that prefix, as an identity-based connection has.</summary>
    public bool HasConnection(string name) => new[] { name, "AzureWebJobs" + name }.Any(candidate =>
        Find(candidate) is not null || Find(candidate + "__fullyQualifiedNamespace") is not null);

    /// <summary>Puts settings in the place of <c>%NAME%</c>. Throws when one is not set.</summary>
    public string Resolve(string text) => Named().Replace(text, match => Find(match.Groups[1].Value)
        ?? throw new InvalidDataException($"'{match.Value}' does not resolve to a value"));

    /// <summary>The same, but what is not set is left out, as in a command line.</summary>
    public string Expand(string text) => Named().Replace(text, match => Find(match.Groups[1].Value) ?? "");

    [GeneratedRegex("%([^%]+)%")]
    private static partial Regex Named();
}
