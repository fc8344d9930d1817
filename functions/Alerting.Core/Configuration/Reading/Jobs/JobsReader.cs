using System.Globalization;
using Alerting.Core.Alerts;
using Alerting.Core.Configuration.Yaml;
using Alerting.Core.Jobs.Registry;

namespace Alerting.Core.Configuration.Reading.Jobs;

/// <summary>Reads <c>jobs</c> of <c>alerting.yml</c>.</summary>
internal static class JobsReader
{
    // So that many of them do not hide other warnings.
    private const int MostWithoutMetadata = 10;

    /// <summary>All jobs that have a name of their own.</summary>
    /// <param name="jobs">The list; null: there is none.</param>
    public static JobRegistry Read(YamlValue? jobs)
    {
        var elements = jobs?.AsList("[]config.Job") ?? [];
        if (elements.Count > JobRegistry.Most)
        {
            jobs!.Error(string.Create(
                CultureInfo.InvariantCulture, $"at most {JobRegistry.Most} jobs, not {elements.Count}"));
            return JobRegistry.Empty;
        }

        var entries = Unique(elements.Select(JobReader.Read).OfType<JobEntry>());
        new JobDependencies(entries).Check();
        foreach (var entry in entries)
        {
            JobDoubts.Warn(entry);
        }

        WarnOfThoseWithoutMetadata(jobs, [.. entries.Where(entry => !entry.Job.HasMetadata)]);
        return JobRegistry.Of(entries.Select(entry => entry.Job));
    }

    private static List<JobEntry> Unique(IEnumerable<JobEntry> read)
    {
        var (entries, lines) = (new List<JobEntry>(), new Dictionary<string, int>(StringComparer.Ordinal));
        foreach (var entry in read)
        {
            if (lines.TryAdd(entry.Job.Name, entry.Place.Line))
            {
                entries.Add(entry);
            }
            else
            {
                var line = lines[entry.Job.Name].ToString(CultureInfo.InvariantCulture);
                entry.Place.Error($"job name {Quoted(entry.Job.Name)} is not unique: it is in line {line} already");
            }
        }

        return entries;
    }

    private static void WarnOfThoseWithoutMetadata(YamlValue? jobs, List<JobEntry> entries)
    {
        foreach (var entry in entries.Take(MostWithoutMetadata))
        {
            entry.Place.Warn(
                $"no metadata: {Quoted(entry.Job.Name)} needs an owner, and an audience, a runbook or a model");
        }

        if (entries.Count > MostWithoutMetadata)
        {
            jobs!.Warn(string.Create(
                CultureInfo.InvariantCulture, $"{entries.Count - MostWithoutMetadata} more jobs have no metadata"));
        }
    }

    private static string Quoted(string name) => GoQuote.Append(new(), name).ToString();
}
