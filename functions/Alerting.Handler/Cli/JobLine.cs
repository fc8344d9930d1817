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
        var more = bare.Length > MostNamed ? $" and {bare.Length - MostNamed} more" : "";
        yield return (count == 1 ? "1 job declared" : $"{count} jobs declared")
            + (bare.Length == 0 ? ", all with metadata"
                : $"; without metadata: {string.Join(", ", bare.Take(MostNamed))}{more}");
    }
}
