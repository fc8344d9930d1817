using System.Text.Json;
using Alerting.Core.Desks.Working;
using Alerting.Core.Jobs;
using Alerting.Core.Jobs.Events;
using Alerting.Core.Jobs.Registry;

namespace Alerting.Handler.Board;

/// <summary>Jobs as JSON; what is unsaid is left out.</summary>
internal static class BoardJson
{
    private const int MostRuns = 10;

    /// <summary>A job; whole: with all its runs that are known.</summary>
    public static void Job(Utf8JsonWriter json, JobOnBoard job, bool isWhole)
    {
        json.WriteStartObject();
        json.WriteString("job", job.Name);
        json.WriteString("state", job.Word);
        json.WriteBoolean("registered", job.Definition is not null);
        if (job.IsWithoutMetadata)
        {
            json.WriteBoolean("no_metadata", true);
        }

        Declared(json, job.Definition);
        if (job.State is { } state)
        {
            Known(json, state, isWhole ? int.MaxValue : MostRuns);
        }

        json.WriteEndObject();
    }

    private static void Declared(Utf8JsonWriter json, JobDefinition? definition)
    {
        Text(json, "owner", definition?.Owner);
        Text(json, "audience", definition?.Audience);
        Text(json, "model", definition?.Model);
        Text(json, "runbook", definition?.Runbook);
        Text(json, "schedule", definition?.Schedule?.Text);
        if (definition is { DependsOn.IsEmpty: false })
        {
            json.WriteStartArray("depends_on");
            foreach (var upstream in definition.DependsOn)
            {
                json.WriteStringValue(upstream);
            }

            json.WriteEndArray();
        }
    }

    private static void Known(Utf8JsonWriter json, JobState state, int mostRuns)
    {
        json.WriteString("first_seen", state.FirstSeen);
        Instant(json, "heard_at", state.HeardAt);
        Instant(json, "due", state.Due);
        if (state.Waiting is { } waiting)
        {
            json.WriteString("waiting", $"waiting on {waiting.On}: {waiting.Why}");
        }

        json.WriteStartArray("alerts");
        foreach (var alert in state.Firing)
        {
            json.WriteStartObject();
            json.WriteString("alertname", alert.Labels["alertname"]);
            json.WriteString("severity", alert.Labels["severity"]);
            json.WriteString("since", alert.StartsAt);
            json.WriteString("why", alert.Annotations["why"]);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        Runs(json, state, mostRuns);
    }

    private static void Runs(Utf8JsonWriter json, JobState state, int most)
    {
        json.WriteStartArray("running");
        var running = state.Open.Values.Where(open => open.Began is not null).OrderBy(open => open.Began);
        foreach (var open in running.Take(most))
        {
            json.WriteStartObject();
            json.WriteString("run", open.Id);
            json.WriteString("kind", JobWords.Of(open.Kind));
            json.WriteString("began", open.Began!.Value);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteStartArray("runs");
        foreach (var run in state.Recent.Reverse().Take(most))
        {
            json.WriteStartObject();
            json.WriteString("run", run.Id);
            json.WriteString("kind", JobWords.Of(run.Kind));
            json.WriteString("outcome", BoardRun.Word(run.Outcome));
            json.WriteString("ended_at", run.EndedAt);
            Number(json, "seconds", run.Seconds);
            Number(json, "rows", run.Rows);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    internal static void Text(Utf8JsonWriter json, string name, string? value)
    {
        if (value is not null)
        {
            json.WriteString(name, value);
        }
    }

    internal static void Instant(Utf8JsonWriter json, string name, DateTimeOffset? value)
    {
        if (value is { } instant)
        {
            json.WriteString(name, instant);
        }
    }

    internal static void Number(Utf8JsonWriter json, string name, double? value)
    {
        if (value is { } number)
        {
            json.WriteNumber(name, number);
        }
    }
}
