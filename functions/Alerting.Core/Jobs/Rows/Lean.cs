using System.Collections.Immutable;
using Alerting.Core.Jobs.Runs;

namespace Alerting.Core.Jobs.Rows;

/// <summary>
/// What is left out of a row that would not fit into the store otherwise, the least needed first: a report must not
/// make its job unreadable.
/// </summary>
internal static class Lean
{
    private const int FewMembers = 20;
    private const int FewStatuses = 5;
    private const int FewRuns = 20;

    /// <summary>Ever less of a run, down to what is needed to judge it.</summary>
    public static IEnumerable<Run> Of(Run run)
    {
        var words = run.Words with { Log = null };
        yield return run;
        yield return run = run with { Words = words, Statuses = [.. run.Statuses.TakeLast(FewStatuses)] };
        yield return run = run with
        {
            Words = words with
            {
                Model = Few(words.Model),
                Dataset = Few(words.Dataset),
                Code = Few(words.Code),
                Resources = Few(words.Resources),
                Labels = Few(words.Labels),
                Metrics = Few(words.Metrics),
                Parents = words.Parents is { } parents ? [.. parents.Take(FewMembers)] : null,
            },
        };
        // The last says when it was heard of.
        yield return run with { Words = RunWords.None, Statuses = [.. run.Statuses.TakeLast(1)] };
    }

    /// <summary>Ever less of a job, down to what fires and goes on.</summary>
    public static IEnumerable<JobState> Of(JobState job)
    {
        yield return job;
        yield return job = job with { Recent = [.. job.Recent.TakeLast(FewRuns)] };
        yield return job = job with
        {
            Alerts = job.Alerts.Values.Where(alert => alert.EndsAt is null).ToImmutableSortedDictionary(
                alert => alert.Key, alert => alert with { Annotations = Short(alert) }, StringComparer.Ordinal),
        };
        while (job.Open.Count > 0)
        {
            var oldest = job.Open.OrderBy(open => open.Value.HeardAt)
                .Take((job.Open.Count + 1) / 2).Select(open => open.Key);
            yield return job = job with { Open = job.Open.RemoveRange([.. oldest]) };
        }

        while (job.Alerts.Count > 0)
        {
            var oldest = job.Alerts.OrderBy(alert => alert.Value.RaisedAt)
                .Take((job.Alerts.Count + 1) / 2).Select(alert => alert.Key);
            yield return job = job with { Alerts = job.Alerts.RemoveRange([.. oldest]) };
        }
    }

    private static ImmutableSortedDictionary<string, string> Short(JobAlert alert) =>
        alert.Annotations.RemoveRange(alert.Annotations.Keys.Except(["summary", "why", "run", "runbook_url"]));

    private static ImmutableSortedDictionary<string, T>? Few<T>(ImmutableSortedDictionary<string, T>? members) =>
        members?.Take(FewMembers).ToImmutableSortedDictionary(StringComparer.Ordinal);
}
