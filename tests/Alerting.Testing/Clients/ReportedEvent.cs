using System.Text.Json;

namespace Alerting.Testing.Clients;

/// <summary>An event that the doors of jobs have taken.</summary>
/// <param name="Job">The job's name.</param>
/// <param name="Run">The run's id.</param>
/// <param name="Verb"><c>start</c>, <c>progress</c>, <c>success</c>, <c>fail</c> or <c>cancel</c>.</param>
/// <param name="Body">What it says; an empty object where there was no body.</param>
public sealed record ReportedEvent(string Job, string Run, string Verb, JsonElement Body)
{
    /// <summary>A text of it; null where it is not said.</summary>
    public string? Text(string member) => Body.TryGetProperty(member, out var value) ? value.GetString() : null;

    /// <summary>A number of it; null where it is not said.</summary>
    public double? Number(string member) => Body.TryGetProperty(member, out var value) ? value.GetDouble() : null;

    /// <summary>Whether it says so at all.</summary>
    public bool Has(string member) => Body.TryGetProperty(member, out _);
}
