using System.Globalization;
using System.Text.Json;
using Alerting.Core.Jobs.Events;
using Alerting.Core.Redaction;

namespace Alerting.Core.Sources.PrefectAutomations;

/// <summary>One event of Prefect.</summary>
/// <param name="path">Where it stands.</param>
/// <param name="json">An object.</param>
/// <param name="rejected">Where what is wrong is told.</param>
internal sealed class PrefectEvent(string path, JsonElement json, Rejections rejected)
{
    private const string FlowRun = "prefect.flow-run.";
    private const string ResourceId = "prefect.resource.id";
    private const string ResourceName = "prefect.resource.name";

    private readonly JsonElement resource = json.Object("resource") ?? default;

    // Names are free texts, so the type decides and the name is shown.
    private string? StateType =>
        resource.Text("prefect.state-type") ?? json.Object("payload")?.Object("validated_state")?.Text("type");

    private string? StateName =>
        resource.Text("prefect.state-name") ?? json.Object("payload")?.Object("validated_state")?.Text("name");

    private string? StateMessage =>
        resource.Text("prefect.state-message") ?? json.Object("payload")?.Object("validated_state")?.Text("message");

    private bool IsOfFlowRun => resource.Text(ResourceId)?.StartsWith(FlowRun, StringComparison.Ordinal) is true;

    /// <summary>The report; null where it says of no job, which is rejected.</summary>
    public JobEvent? Read()
    {
        if (JobOf() is not { } job)
        {
            rejected.Add(path + ".related", "expected a flow or a deployment with its prefect.resource.name");
            return null;
        }

        var run = TailOf(IsOfFlowRun ? resource : Related("flow-run"));
        if (rejected.Refuses(path + ".related", job, JobLimits.Name)
            || (run is not null && rejected.Refuses($"{path}.resource[\"{ResourceId}\"]", run, JobLimits.Run)))
        {
            return null;
        }

        var said = new JobEvent
        {
            Type = IsOfFlowRun ? TypeOf(StateType) : JobEventType.Status,
            Job = job,
            Run = run,
            Attempt = Attempt(),
            At = At(),
            EventId = json.Text("id") is { } eventId && JobLimits.Refusal(eventId, JobLimits.Name) is null
                ? eventId
                : null,
        };
        return said.Type == JobEventType.Status ? Status(said) : Outcome(said);
    }

    private static JobEventType TypeOf(string? stateType) => stateType switch
    {
        "RUNNING" => JobEventType.Start,
        "COMPLETED" => JobEventType.Success,
        "FAILED" or "CRASHED" => JobEventType.Fail,
        "CANCELLED" => JobEventType.Cancel,
        _ => JobEventType.Status,
    };

    private JobEvent Outcome(JobEvent said) => said with
    {
        Reason = said.Type == JobEventType.Start ? null : Cut(StateName, JobLimits.Text),
        Message = Cut(StateMessage, JobLimits.Message),
    };

    // Late: nobody has picked it up although its time has come.
    private JobEvent Status(JobEvent said)
    {
        var what = IsOfFlowRun ? StateName ?? StateType ?? json.Text("event") : json.Text("event");
        return said with
        {
            Message = Cut(StateMessage is { } why ? $"{what}: {why}" : what, JobLimits.Message),
            Level = StateType is "FAILED" or "CRASHED" ? Level.Error : StateName == "Late" ? Level.Warning : null,
        };
    }

    // A flow run has a name of its own, which is another each time.
    private string? JobOf()
    {
        var (flow, deployment) = (Related("flow"), Related("deployment"));
        return flow?.Text(ResourceName) ?? deployment?.Text(ResourceName)
            ?? TailOf(flow) ?? TailOf(deployment)
            ?? (IsOfFlowRun ? null : resource.Text(ResourceName) ?? resource.Text(ResourceId));
    }

    private JsonElement? Related(string role)
    {
        if (json.Member("related") is { ValueKind: JsonValueKind.Array } related)
        {
            foreach (var one in related.EnumerateArray())
            {
                if (one.Text("prefect.resource.role") == role)
                {
                    return one;
                }
            }
        }

        return null;
    }

    private int Attempt() => int.TryParse(
        resource.Scalar("prefect.run-count"), NumberStyles.None, CultureInfo.InvariantCulture, out var count)
        ? Math.Clamp(count, 1, JobLimits.Attempts)
        : 1;

    private DateTimeOffset? At()
    {
        if (json.Member("occurred") is not { } occurred)
        {
            return null;
        }

        var at = SourceTime.Loose(occurred);
        if (at is null)
        {
            rejected.Add(path + ".occurred", SourceTime.Expected, occurred);
        }

        return at;
    }

    private static string? TailOf(JsonElement? one) =>
        one?.Text(ResourceId) is { } id && id[(id.LastIndexOf('.') + 1)..] is { Length: > 0 } tail ? tail : null;

    private static string? Cut(string? text, int most) => text is null ? null : WholeWords.Cut(text, most);
}
