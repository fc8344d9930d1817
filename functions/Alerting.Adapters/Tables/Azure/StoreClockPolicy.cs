using Azure.Core;
using Azure.Core.Pipeline;

namespace Alerting.Adapters.Tables.Azure;

/// <summary>Shows the clock the date of each answer; those of 5xx may come from something in between.</summary>
internal sealed class StoreClockPolicy(StoreClock clock) : HttpPipelinePolicy
{
    public override void Process(HttpMessage message, ReadOnlyMemory<HttpPipelinePolicy> pipeline) =>
        throw new NotSupportedException("Only asynchronous calls are made.");

    public override async ValueTask ProcessAsync(HttpMessage message, ReadOnlyMemory<HttpPipelinePolicy> pipeline)
    {
        var sent = clock.Stamp();
        await ProcessNextAsync(message, pipeline);
        if (message.Response is { Status: < 500 } answer && answer.Headers.Date is { } date)
        {
            clock.Observe(date, sent, clock.Stamp());
        }
    }
}
