namespace Alerting.Core.Configuration.Yaml;

/// <summary>
/// How much of a document aliases may make up before it counts as a bomb: 99% of up to 400,000 visits of nodes, falling
/// to 10% of 4,000,000. Source: Go's yaml.v2.
/// </summary>
internal static class AliasLimit
{
    private const double Small = 400_000;
    private const double Large = 4_000_000;

    /// <summary>Whether the document may be read.</summary>
    /// <param name="aliased">Visits on behalf of aliases.</param>
    /// <param name="visits">All visits.</param>
    public static bool Allows(long aliased, long visits) =>
        aliased <= 100 || visits <= 1000 || (double)aliased / visits <= Share(visits);

    private static double Share(double visits) =>
        0.99 - 0.89 * Math.Clamp((visits - Small) / (Large - Small), 0, 1);
}
