using Alerting.Core.Configuration.Yaml;
using Alerting.Core.Jobs.Registry;

namespace Alerting.Core.Configuration.Reading.Jobs;

/// <summary>A job as it was read.</summary>
/// <param name="Job">What it says.</param>
/// <param name="Place">Where it stands.</param>
/// <param name="Keys">Where each of its keys stands.</param>
internal sealed record JobEntry(JobDefinition Job, YamlValue Place, IReadOnlyDictionary<string, YamlValue> Keys)
{
    /// <summary>The names it waits for, where they stand; the first of each.</summary>
    public required IReadOnlyDictionary<string, YamlValue> DependsOn { get; init; }

    /// <summary>What is ignored, where it stands.</summary>
    public required IReadOnlyDictionary<JobTrouble, YamlValue> Ignored { get; init; }

    /// <summary>How long a run takes as it was written, at the most; null where it was not.</summary>
    public required TimeSpan? Stated { get; init; }

    /// <summary>Where a key stands; where the job does when it is missing.</summary>
    public YamlValue At(string key) => Keys.GetValueOrDefault(key) ?? Place;
}
