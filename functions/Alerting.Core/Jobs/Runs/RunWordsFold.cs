using System.Collections.Immutable;
using Alerting.Core.Jobs.Events;

namespace Alerting.Core.Jobs.Runs;

/// <summary>
/// Takes over what a report says: of each word the latest counts. What an end said stands, whatever comes of the
/// attempt after it. Of what is earlier than the latest, only that counts which was not said since.
/// </summary>
internal static class RunWordsFold
{
    /// <summary>What is known with a report.</summary>
    /// <param name="words">What is known.</param>
    /// <param name="said">The report.</param>
    /// <param name="isUnder">Whether what is known counts more.</param>
    public static RunWords Apply(RunWords words, JobEvent said, bool isUnder) =>
        isUnder ? Over(Of(said), words) : Over(words, Of(said));

    // What a log record or progress says is kept with the other events, not as the word of the run.
    private static RunWords Of(JobEvent said) => new()
    {
        ExitCode = said.ExitCode,
        Signal = said.Signal,
        Reason = said.Reason,
        Message = said.Type is JobEventType.Status or JobEventType.Progress ? null : said.Message,
        Rows = said.Rows,
        Bytes = said.Bytes,
        Metrics = NotEmpty(said.Metrics),
        Model = NotEmpty(said.Model),
        Dataset = NotEmpty(said.Dataset),
        Code = NotEmpty(said.Code),
        Resources = NotEmpty(said.Resources),
        Labels = NotEmpty(said.Labels),
        Parents = said.Parents.IsEmpty ? null : said.Parents,
        Log = said.Log,
        TraceId = said.TraceId,
    };

    private static RunWords Over(RunWords below, RunWords above) => new()
    {
        ExitCode = above.ExitCode ?? below.ExitCode,
        Signal = above.Signal ?? below.Signal,
        Reason = above.Reason ?? below.Reason,
        Message = above.Message ?? below.Message,
        Rows = above.Rows ?? below.Rows,
        Bytes = above.Bytes ?? below.Bytes,
        Metrics = Over(below.Metrics, above.Metrics),
        Model = Over(below.Model, above.Model),
        Dataset = Over(below.Dataset, above.Dataset),
        Code = Over(below.Code, above.Code),
        Resources = Over(below.Resources, above.Resources),
        Labels = Over(below.Labels, above.Labels),
        Parents = above.Parents ?? below.Parents,
        Log = above.Log ?? below.Log,
        TraceId = above.TraceId ?? below.TraceId,
    };

    private static ImmutableSortedDictionary<string, T>? Over<T>(
        ImmutableSortedDictionary<string, T>? below, ImmutableSortedDictionary<string, T>? above) =>
        below is null || above is null ? above ?? below : below.SetItems(above);

    private static ImmutableSortedDictionary<string, T>? NotEmpty<T>(ImmutableSortedDictionary<string, T> said) =>
        said.IsEmpty ? null : said;
}
