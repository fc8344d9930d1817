using System.Text.Json;
using Alerting.Core.Configuration;

namespace Alerting.Handler.Cli;

/// <summary>What <c>alerting check</c> says of the jobs that a configuration declares.</summary>
internal static class JobLine
{
    private const int MostNamed = 10;

    /// <summary>One line; none where nothing is declared, or what is declared cannot be read.</summary>
    public static IEnumerable<string> Of(ConfigurationResult result)
    {
        if ((result.Configuration ?? result.BesidesTemplates)?.Jobs is not { Jobs.Length: > 0 and var count } registry)
        {
            yield break;
        }

        string[] bare = [.. registry.WithoutMetadata.Select(job => job.Name)];
        yield return (count == 1 ? "1 job declared" : $"{count} jobs declared")
            + (bare.Length == 0 ? ", all with metadata" : $"; without metadata: {Named(bare)}");
    }

    /// <summary>One line on the jobs of a board that report and are not declared.</summary>
    public static string Unregistered(JsonElement jobs)
    {
        string[] unregistered =
        [
            .. jobs.EnumerateArray().Where(job => !job.GetProperty("registered").GetBoolean())
                .Select(job => job.GetProperty("job").GetString()!),
        ];
        return unregistered.Length == 0
            ? "every job that reports is declared"
            : $"{unregistered.Length} unregistered: {Named(unregistered)}";
    }

    private static string Named(string[] names) => string.Join(", ", names.Take(MostNamed))
        + (names.Length > MostNamed ? $" and {names.Length - MostNamed} more" : "");
}
