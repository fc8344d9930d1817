namespace Alerting.Core.Configuration.Yaml;

/// <summary>Collects what is found, so that a file is put right once.</summary>
internal sealed class Findings
{
    private readonly List<ConfigurationFinding> errors = [];
    private readonly List<ConfigurationFinding> warnings = [];

    public IReadOnlyList<ConfigurationFinding> Errors => InOrder(errors);

    public IReadOnlyList<ConfigurationFinding> Warnings => InOrder(warnings);

    public bool HasErrors => errors.Count > 0;

    public void Error(ConfigurationFinding finding) => errors.Add(finding);

    public void Warn(ConfigurationFinding finding) => warnings.Add(finding);

    private static ConfigurationFinding[] InOrder(List<ConfigurationFinding> findings) =>
        [.. findings.OrderByDescending(finding => finding.File, StringComparer.Ordinal)
            .ThenBy(finding => finding.Line)];
}
