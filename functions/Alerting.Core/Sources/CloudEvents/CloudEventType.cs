using Alerting.Core.Jobs.Events;

namespace Alerting.Core.Sources.CloudEvents;

/// <summary>What a CloudEvents type such as <c>com.example.batch.job.failed.v1</c> says by its last words.</summary>
internal static class CloudEventType
{
    /// <summary>What happened; a status where the words say nothing we know.</summary>
    public static JobEventType Of(string type)
    {
        var words = Words(type);
        var (before, last) = (words.Count > 1 ? words[^2] : "", words.Count > 0 ? words[^1] : "");
        return (before, last) switch
        {
            (_, "drift") or ("drift", "detected") => JobEventType.InputDrift,
            ("data", "generated") => JobEventType.DataGenerated,
            ("training", "error") => JobEventType.TrainingError,
            _ => Of(last, otherwise: JobEventType.Status),
        };
    }

    private static JobEventType Of(string word, JobEventType otherwise) => word switch
    {
        "started" or "start" or "running" => JobEventType.Start,
        "progress" or "progressed" or "heartbeat" => JobEventType.Progress,
        "succeeded" or "success" or "completed" or "complete" or "finished" => JobEventType.Success,
        "failed" or "fail" or "failure" or "error" or "errored" or "crashed" => JobEventType.Fail,
        "cancelled" or "canceled" or "cancel" => JobEventType.Cancel,
        _ => otherwise,
    };

    // Divided by signs and by capitals, in lower case, without a version at the end.
    private static List<string> Words(string type)
    {
        var words = new List<string>();
        var start = 0;
        for (var at = 0; at <= type.Length; at++)
        {
            var isSign = at == type.Length || !char.IsLetterOrDigit(type[at]);
            var isHump = !isSign && at > start && char.IsUpper(type[at]) && !char.IsUpper(type[at - 1]);
            if ((isSign || isHump) && at > start)
            {
                words.Add(type[start..at].ToLowerInvariant());
            }

            start = isSign ? at + 1 : isHump ? at : start;
        }

        while (words.Count > 0 && IsVersion(words[^1]))
        {
            words.RemoveAt(words.Count - 1);
        }

        return words;
    }

    private static bool IsVersion(string word) =>
        word.TrimStart('v') is var rest && rest.All(char.IsAsciiDigit) && (rest.Length > 0 || word == "v");
}
