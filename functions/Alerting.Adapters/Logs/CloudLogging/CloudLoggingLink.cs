using Alerting.Core.Logs;
using Alerting.Core.Logs.Languages;

namespace Alerting.Adapters.Logs.CloudLogging;

/// <summary>The Logs Explorer with the same query.</summary>
internal static class CloudLoggingLink
{
    /// <summary>The link.</summary>
    public static string Of(LogQuery query)
    {
        var source = (LogSourceSettings.CloudLogging)query.Source;

        // Matrix parameters: brackets would end them, and .NET leaves those as they are.
        var filter = Uri.EscapeDataString(GoogleText.Untimed(query))
            .Replace("(", "%28", StringComparison.Ordinal).Replace(")", "%29", StringComparison.Ordinal);
        return $"https://console.cloud.google.com/logs/query;query={filter};startTime={JsonBody.Instant(query.From)};"
            + $"endTime={JsonBody.Instant(query.To)}?project={Uri.EscapeDataString(source.Project)}";
    }
}
