using System.Globalization;
using Alerting.Core.Alerts;
using Alerting.Core.Jobs.Events;
using Alerting.Core.Jobs.Registry;
using Alerting.Core.Jobs.Runs;
using Alerting.Core.Sources;

namespace Alerting.Core.Jobs.Statuses;

/// <summary>A report of a run as whoever asks for all of them is told of it.</summary>
internal static class StatusText
{
    /// <summary>The label <c>alertname</c>.</summary>
    public const string Name = "JobStatus";

    // The most reports that one step of a look merges, some sixty, fit into a row.
    private const int MostBytes = 15_000;

    /// <summary>
    /// The report without what nobody is told: log, data, code, parents. One that is still large is no more than its
    /// place and its words.
    /// </summary>
    public static JobEvent Lean(JobEvent said)
    {
        var lean = said with { Log = null, Dataset = said.Dataset.Clear(), Code = said.Code.Clear(), Parents = [] };
        if (Fits(lean))
        {
            return lean;
        }

        // Rules ask by the others: without them it would be told to who did not ask.
        lean = lean with { Metrics = lean.Metrics.Clear(), Resources = lean.Resources.Clear() };
        return Fits(lean) ? lean : lean with { Model = lean.Model.Clear(), Labels = lean.Labels.Clear() };
    }

    private static bool Fits(JobEvent said) => JobEventJson.Write(said).Length <= MostBytes;

    /// <summary>What rules match: the report's own labels, those declared of its job, and what it is.</summary>
    public static LabelSet Labels(JobEvent said, JobDefinition? definition)
    {
        Label[] all =
        [
            .. said.Labels.Select(label => new Label(label.Key, label.Value)),
            .. definition?.Labels ?? LabelSet.Empty,
            new("audience", definition?.Audience ?? ""),
            new("model", definition?.Model ?? said.Model.GetValueOrDefault("name") ?? ""),
            new("run", said.Run ?? ""),
            new("partition", said.Partition ?? ""),
            new("kind", JobWords.Of(said.Kind)),
            new("alertname", Name),
            new("job", said.Job),
            new("type", JobWords.Of(said.Type)),
            new("level", JobWords.Of(RunFold.LevelOf(said))),
        ];
        return LabelSet.From(all.Where(label => label.Value.Length > 0));
    }

    /// <summary>It as an alert that was over when it began.</summary>
    /// <param name="news">The report.</param>
    /// <param name="number">Its place among those told with it: two may say the same.</param>
    /// <param name="definition">What is declared of its job; null: nothing.</param>
    /// <param name="url">Where its job is shown.</param>
    public static Alert Alert(JobNews news, int number, JobDefinition? definition, string url)
    {
        var at = news.Stamp ?? news.Came;
        var place = number.ToString(CultureInfo.InvariantCulture);
        return new()
        {
            Labels = LabelSet.From(Labels(news.Event, definition).Append(new("report", place))),
            Annotations = Annotations(news.Event),
            StartsAt = at,
            EndsAt = at,
            GeneratorUrl = url,
            Ending = Ending.Explicit,
        };
    }

    private static LabelSet Annotations(JobEvent said)
    {
        Label[] all =
        [
            new("message", said.Message ?? ""),
            new("reason", said.Reason ?? ""),
            new("logger", said.Logger ?? ""),
            new("signal", said.Signal ?? ""),
            new("exit_code", Text(said.ExitCode)),
            new("attempt", said.Attempt > 1 ? Text(said.Attempt) : ""),
            new("at", Text(said.At)),
            new("scheduled_at", Text(said.ScheduledAt)),
            new("trace_id", said.TraceId ?? ""),
            new("rows", Text(said.Rows)),
            new("bytes", Text(said.Bytes)),
            .. said.Metrics.Select(metric => new Label("metric_" + metric.Key, Text(metric.Value.Value))),
            .. said.Resources.Select(resource => new Label("resource_" + resource.Key, resource.Value)),
        ];
        return LabelSet.From(all.Where(label => label.Value.Length > 0));
    }

    private static string Text(double? number) => number?.ToString(CultureInfo.InvariantCulture) ?? "";

    private static string Text(DateTimeOffset? at) => at is { } instant ? Rfc3339.Format(instant) : "";
}
