using Alerting.Core.Alerts;
using Alerting.Core.Configuration.Yaml;
using Alerting.Core.Jobs.Events;
using Alerting.Core.Matching;

namespace Alerting.Core.Configuration.Reading.Jobs;

/// <summary><c>labels</c> of a job.</summary>
internal static class JobLabelsReader
{
    // What an alert of a job says itself.
    private static readonly string[] Reserved = ["alertname", "job", "severity", "level", "run", "kind"];

    private static readonly string[] OwnKeys = ["audience", "model"];

    /// <summary>The labels that are right; the others are reported.</summary>
    public static LabelSet Take(YamlMap map)
    {
        var labels = new List<Label>();
        foreach (var (name, value) in map.TakeMap("labels", "model.LabelSet"))
        {
            if (ProblemOf(name) is { } problem)
            {
                value.Error(problem);
            }
            else if (JobScalars.Line(value, JobLimits.Text) is { } text)
            {
                labels.Add(new(name, text));
            }
        }

        return LabelSet.From(labels);
    }

    private static string? ProblemOf(string name) =>
        !LabelNames.IsClassic(name)
            ? $"invalid label name {Quoted(name)}: expected letters, digits and _, no digit first"
        : Reserved.Contains(name, StringComparer.Ordinal)
            ? $"{Quoted(name)} is a label that alerts of jobs have anyway; so are {string.Join(", ", Reserved)}"
        : OwnKeys.Contains(name, StringComparer.Ordinal) ? $"{Quoted(name)} is a key of the job itself, beside labels"
        : null;

    private static string Quoted(string name) => GoQuote.Append(new(), name).ToString();
}
