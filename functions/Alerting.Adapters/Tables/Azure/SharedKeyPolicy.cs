using System.Globalization;
using Azure.Core;
using Azure.Core.Pipeline;

namespace Alerting.Adapters.Tables.Azure;

/// <summary>
/// Signs each try as Shared Key Lite for tables: date and path, nothing else. The date is the store's: a request must
/// be within 15 minutes of it.
/// </summary>
/// <seealso href="https://learn.microsoft.com/rest/api/storageservices/authorize-with-shared-key"/>
internal sealed class SharedKeyPolicy(AzureTableKey key, StoreClock clock) : HttpPipelinePolicy
{
    public override void Process(HttpMessage message, ReadOnlyMemory<HttpPipelinePolicy> pipeline) =>
        throw new NotSupportedException("Only asynchronous calls are made.");

    public override ValueTask ProcessAsync(HttpMessage message, ReadOnlyMemory<HttpPipelinePolicy> pipeline)
    {
        var date = clock.Estimate.ToString("r", CultureInfo.InvariantCulture);
        message.Request.Headers.SetValue("x-ms-date", date);
        var signed = key.Sign(date, message.Request.Uri.ToUri().AbsolutePath);
        message.Request.Headers.SetValue("Authorization", $"SharedKeyLite {key.Account}:{signed}");
        return ProcessNextAsync(message, pipeline);
    }
}
