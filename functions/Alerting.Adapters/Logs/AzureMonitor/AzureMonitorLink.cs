using System.IO.Compression;
using System.Text;
using Alerting.Core.Logs;
using Alerting.Core.Logs.Languages;

namespace Alerting.Adapters.Logs.AzureMonitor;

/// <summary>The page of the Azure portal with the same query, as Grafana's plugin makes it.</summary>
internal static class AzureMonitorLink
{
    private const string Blade = "blade/Microsoft_OperationsManagementSuite_Workspace/AnalyticsBlade/initiator/"
        + "AnalyticsShareLinkToQuery/isQueryEditorVisible/true/scope/";

    /// <summary>The link; null where the workspace as a resource is not known.</summary>
    public static string? Of(LogQuery query)
    {
        var source = (LogSourceSettings.AzureMonitor)query.Source;
        if (source.ResourceId.Length == 0)
        {
            return null;
        }

        var tenant = source.Tenant.Length == 0 ? "" : $"@{source.Tenant}/";
        var scope = $$"""{"resources":[{"resourceId":"{{source.ResourceId}}"}]}""";
        var span = $"{JsonBody.Instant(query.From)}/{JsonBody.Instant(query.To)}";
        var kql = KqlText.Of(query, query.Source.MostRecords, Bounds.OfOne(query.Source));
        return $"https://portal.azure.com/#{tenant}{Blade}{Uri.EscapeDataString(scope)}/query/"
            + $"{Uri.EscapeDataString(Packed(kql))}/isQueryBase64Compressed/true/timespan/{Uri.EscapeDataString(span)}";
    }

    private static string Packed(string text)
    {
        using var packed = new MemoryStream();
        using (var gzip = new GZipStream(packed, CompressionLevel.Optimal, leaveOpen: true))
        {
            gzip.Write(Encoding.UTF8.GetBytes(text));
        }

        return Convert.ToBase64String(packed.ToArray());
    }
}
