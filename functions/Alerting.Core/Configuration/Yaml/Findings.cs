namespace Alerting.Core.Configuration.Yaml;

/// <summary>Collects what is found, so that a file is put right once.</summary>
internal sealed class Findings
{
    private readonly Pile errors = new();
    private readonly Pile warnings = new();

    public IReadOnlyList<ConfigurationFinding> Errors => errors.InOrder();

    public IReadOnlyList<ConfigurationFinding> Warnings => warnings.InOrder();

    /// <summary>
    /// The file that is not Alertmanager's, whose unknown keys are told in words of ours; null: none.
    /// </summary>
    public string? OurFile { get; set; }

    public bool HasErrors => errors.HasAny;

    public void Error(ConfigurationFinding finding) => errors.Add(finding);

    public void Warn(ConfigurationFinding finding) => warnings.Add(finding);

    /// <summary>The first hundred by file and line, then how many more there were.</summary>
    private sealed class Pile
    {
        private const int Most = 100;

        private readonly List<ConfigurationFinding> kept = [];
        private long all;

        public bool HasAny => all > 0;

        public void Add(ConfigurationFinding finding)
        {
            all++;
            kept.Add(finding);
            if (kept.Count == 2 * Most)
            {
                var first = First();
                kept.Clear();
                kept.AddRange(first);
            }
        }

        public ConfigurationFinding[] InOrder()
        {
            var first = First();
            return all <= Most ? first : [.. first, ConfigurationFinding.More(first[^1].File, all - Most)];
        }

        private ConfigurationFinding[] First() =>
        [
            .. kept.OrderByDescending(finding => finding.File, StringComparer.Ordinal)
                .ThenBy(finding => finding.Line).Take(Most),
        ];
    }
}
