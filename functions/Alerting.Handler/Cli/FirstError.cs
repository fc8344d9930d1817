using Alerting.Core.Configuration;

namespace Alerting.Handler.Cli;

/// <summary>Of everything wrong with a configuration, what Alertmanager, which stops there, would have said.</summary>
internal static class FirstError
{
    public static string Of(IReadOnlyList<ConfigurationFinding> errors) => errors[0].Message;
}
