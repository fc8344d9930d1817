using System.Globalization;
using System.Security.Cryptography;
using System.Text.Json;

namespace Alerting.Core.Jobs.Registry;

/// <summary>A mark of what is declared of jobs.</summary>
internal static class JobsHash
{
    /// <summary>SHA-256, 64 lower-case hex digits; the order of the jobs does not count.</summary>
    public static string Of(IEnumerable<JobDefinition> jobs)
    {
        using var bytes = new MemoryStream();
        using (var json = new Utf8JsonWriter(bytes))
        {
            json.WriteStartArray();
            foreach (var job in jobs.OrderBy(job => job.Name, StringComparer.Ordinal))
            {
                Texts(json, job);
                Times(json, job);
                Judged(json, job);
                Asked(json, job.Probe);
            }

            json.WriteEndArray();
        }

        return Convert.ToHexStringLower(SHA256.HashData(bytes.GetBuffer().AsSpan(0, (int)bytes.Length)));
    }

    private static void Texts(Utf8JsonWriter json, JobDefinition job)
    {
        foreach (var text in new[] { job.Name, job.Owner, job.Audience, job.Model, job.Runbook })
        {
            json.WriteStringValue(text);
        }

        List(json, job.DependsOn);
        List(json, job.Labels.SelectMany(label => new[] { label.Name, label.Value }));
        List(json, job.Ignored.Select(trouble => trouble.ToString()));
        json.WriteStringValue(job.Criticality.ToString());
        json.WriteBooleanValue(job.IsConcurrent);
        json.WriteNumberValue(job.Retries);
    }

    private static void Times(Utf8JsonWriter json, JobDefinition job)
    {
        json.WriteStringValue(job.Schedule?.Text);
        Time(json, job.Grace);
        Time(json, job.Expected?.Least);
        Time(json, job.Expected?.Most);
        Time(json, job.MaxRuntime);
        Time(json, job.ProgressEvery);
        Time(json, job.ResolveAfter);
    }

    private static void Judged(Utf8JsonWriter json, JobDefinition job)
    {
        Between(json, job.Rows);
        Between(json, job.Bytes);
        json.WriteStartArray();
        foreach (var (name, metric) in job.Metrics)
        {
            json.WriteStringValue(name);
            Between(json, metric.Bounds);
            json.WriteNumberValue(metric.MinSamples);
            json.WriteBooleanValue(metric.IsShare);
        }

        json.WriteEndArray();
        Number(json, job.FailureRate?.Most);
        Time(json, job.FailureRate?.Within);
        Number(json, job.FailureRate?.AtLeast);
        Number(json, job.ConsecutiveFailures);
        Number(json, job.LongRunning?.Most);
        Time(json, job.LongRunning?.LongerThan);
    }

    private static void Asked(Utf8JsonWriter json, Probe? probe)
    {
        json.WriteStringValue(probe?.Url.OriginalString);
        Time(json, probe?.Every);
        Time(json, probe?.Timeout);
        json.WriteStartArray();
        foreach (var status in probe?.Statuses ?? [])
        {
            json.WriteNumberValue(status);
        }

        json.WriteEndArray();
    }

    private static void Between(Utf8JsonWriter json, Bounds? bounds)
    {
        Number(json, bounds?.Least);
        Number(json, bounds?.Most);
    }

    private static void Time(Utf8JsonWriter json, TimeSpan? time) =>
        json.WriteStringValue(time?.ToString("c", CultureInfo.InvariantCulture));

    private static void Number(Utf8JsonWriter json, double? number)
    {
        if (number is { } value)
        {
            json.WriteNumberValue(value);
        }
        else
        {
            json.WriteNullValue();
        }
    }

    private static void List(Utf8JsonWriter json, IEnumerable<string> texts)
    {
        json.WriteStartArray();
        foreach (var text in texts)
        {
            json.WriteStringValue(text);
        }

        json.WriteEndArray();
    }
}
