using Alerting.Bench.Azure;

namespace Alerting.Bench;

/// <summary>What alerts take in Azure: operations, counted and priced; then the way into real tables, timed.</summary>
internal static class AzureScenario
{
    /// <summary>Prints the tables.</summary>
    /// <returns>The exit code.</returns>
    public static async Task<int> Run(TextWriter output)
    {
        await CountedCases.Run(output);
        await output.WriteLineAsync();
        await AzuriteRounds.Run(output);
        return 0;
    }
}
