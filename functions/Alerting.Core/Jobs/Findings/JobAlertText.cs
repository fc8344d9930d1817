using System.Collections.Immutable;
using System.Globalization;
using Alerting.Core.Alerts;
using Alerting.Core.Jobs.Events;
using Alerting.Core.Jobs.Registry;
using Alerting.Core.Jobs.Runs;

namespace Alerting.Core.Jobs.Findings;

/// <summary>Labels and annotations of a job's alerts.</summary>
internal static class JobAlertText
{
    private const int MostLog = 2_000;
    private const int MostImpact = 10;

    private static readonly ImmutableSortedDictionary<string, string> None =
        ImmutableSortedDictionary.Create<string, string>(StringComparer.Ordinal);

    /// <summary>Ordinary labels; what only this run has is none, unless several go on at once.</summary>
    public static ImmutableSortedDictionary<string, string> Labels(
        JobContext context, JobDefinition? definition, JobFinding finding, bool isOfRun)
    {
        var isAside = finding.Run is { } run && context.IsAside(run.Kind);
        var criticality = definition?.Criticality ?? Criticality.Medium;
        var (severity, level) = TroubleWords.Grade(finding.Trouble, criticality, isAside);
        var labels = None.ToBuilder();
        foreach (var label in finding.Run?.Words.Labels ?? None)
        {
            Set(labels, label.Key, label.Value);
        }

        foreach (var label in definition?.Labels ?? LabelSet.Empty)
        {
            labels[label.Name] = label.Value;
        }

        Set(labels, "audience", definition?.Audience);
        Set(labels, "model", definition?.Model ?? finding.Run?.Words.Model?.GetValueOrDefault("name"));
        Set(labels, "metric", finding.Metric);
        Set(labels, "run", isOfRun ? finding.Run!.Id : null);
        Set(labels, "kind", isAside ? JobWords.Of(finding.Run!.Kind) : null);
        labels["alertname"] = TroubleWords.Name(finding.Trouble);
        labels["job"] = context.Name;
        labels["severity"] = severity;
        labels["level"] = JobWords.Of(level);
        return labels.ToImmutable();
    }

    /// <summary>What is said of it: one line why, the run, what it said of itself.</summary>
    public static ImmutableSortedDictionary<string, string> Annotations(
        JobContext context, JobDefinition? definition, JobFinding finding)
    {
        var notes = None.ToBuilder();
        notes["summary"] = $"{context.Name} {TroubleWords.Says(finding.Trouble)}: {finding.Why}";
        notes["why"] = finding.Why;
        Set(notes, "owner", definition?.Owner);
        Set(notes, "runbook_url", definition?.Runbook);
        Set(notes, "impact", Impact(context.Downstream));
        if (finding.Run is { } run)
        {
            OfRun(notes, run);
        }

        return notes.ToImmutable();
    }

    private static void OfRun(IDictionary<string, string> notes, Run run)
    {
        var words = run.Words;
        notes["run"] = run.Id;
        Set(notes, "attempt", run.Current is { Number: > 1 } last
            ? last.Number.ToString(CultureInfo.InvariantCulture)
            : null);
        Set(notes, "started", run.Current is { StartCame: not null } current ? JobText.Instant(current.Began) : null);
        Set(notes, "duration", run.Duration is { } took ? JobText.Duration(took) : null);
        Set(notes, "trace_id", words.TraceId);
        Set(notes, "log", words.Log is { Length: > MostLog } log ? log[^MostLog..] : words.Log);
        Set(notes, "model_version", words.Model?.GetValueOrDefault("version"));
        Set(notes, "dataset", words.Dataset?.GetValueOrDefault("name"));
        Set(notes, "dataset_version", words.Dataset?.GetValueOrDefault("version"));
        Set(notes, "commit", words.Code?.GetValueOrDefault("commit"));
        Set(notes, "image", words.Code?.GetValueOrDefault("image"));
        Set(notes, "peak_memory_bytes", words.Resources?.GetValueOrDefault("peak_memory_bytes"));
    }

    private static string? Impact(ImmutableArray<string> downstream) => downstream switch
    {
        [] => null,
        _ when downstream.Length <= MostImpact => "waiting: " + string.Join(", ", downstream),
        _ => string.Create(
            CultureInfo.InvariantCulture,
            $"waiting: {string.Join(", ", downstream.Take(MostImpact))} and {downstream.Length - MostImpact} more"),
    };

    private static void Set(IDictionary<string, string> texts, string name, string? value)
    {
        if (!string.IsNullOrEmpty(value))
        {
            texts[name] = value;
        }
    }
}
