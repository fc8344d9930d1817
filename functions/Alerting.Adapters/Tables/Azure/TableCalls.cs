using Alerting.Adapters.Azure;
using Alerting.Core.Ports;
using Azure.Core;
using Azure.Core.Pipeline;
using Azure.Identity;

namespace Alerting.Adapters.Tables.Azure;

/// <summary>What the service answered.</summary>
/// <param name="Status">HTTP status.</param>
/// <param name="ETag">The version, where it names one.</param>
/// <param name="Next">How to ask on, where there is more.</param>
/// <param name="Body">May be empty.</param>
/// <param name="WasTriedBefore">True when an earlier try came to nothing known: it may have been carried out.</param>
internal sealed record TableAnswer(
    int Status, string? ETag, string? Next, ReadOnlyMemory<byte> Body, bool WasTriedBefore)
{
    /// <summary>Any 2xx.</summary>
    public bool IsSuccess => Status is >= 200 and < 300;

    /// <summary>The refusal it is.</summary>
    public TableError Error => TableError.Read(Status, Body);
}

/// <summary>Sends requests through the pipeline: version, date, signature, retries.</summary>
internal sealed class TableCalls
{
    // The newest that Azure's own client pins, and the oldest that takes the tokens of identities.
    private const string Version = "2020-12-06";
    private const string Scope = "https://storage.azure.com/.default";

    private readonly AzureTableOptions options;
    private readonly TimeProvider time;
    private readonly HttpPipeline pipeline;

    public TableCalls(AzureTableOptions options, StoreClock clock, TimeProvider time)
    {
        (this.options, this.time) = (options, time);
        HttpPipelinePolicy authorize = options.Key is { } key
            ? new SharedKeyPolicy(key, clock)
            : AzurePipeline.Bearer(options.Credential!, Scope);
        pipeline = AzurePipeline.Build(
            options.Retry, time, [], [new StoreClockPolicy(clock), authorize], Answers.Instance);
    }

    /// <summary>One call, tried as often as allowed.</summary>
    /// <exception cref="StoreUnavailableException">There was no answer; a write may have happened or not.</exception>
    public async Task<TableAnswer> Send(TableRequest request, CancellationToken cancellation)
    {
        cancellation.ThrowIfCancellationRequested();
        using var message = pipeline.CreateMessage();
        Address(message.Request, request);
        using var deadline = new CancellationTokenSource(options.Within, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellation, deadline.Token);
        try
        {
            await pipeline.SendAsync(message, either.Token);
        }
        catch (Exception failure) when (IsAway(failure, cancellation))
        {
            throw new StoreUnavailableException(
                $"table {options.Table} of storage account {options.Account} cannot be reached: {failure.Message}",
                failure);
        }

        var (answer, headers) = (message.Response, message.Response.Headers);
        return new(
            answer.Status, Header("ETag"),
            TableUrls.Next(Header("x-ms-continuation-NextPartitionKey"), Header("x-ms-continuation-NextRowKey")),
            answer.Content.ToMemory(), message.ProcessingContext.RetryNumber > 0);

        string? Header(string name) => headers.TryGetValue(name, out var value) ? value : null;
    }

    private static void Address(Request to, TableRequest request)
    {
        to.Method = request.Method;
        to.Uri.Reset(new Uri(request.Url));
        to.Headers.SetValue("x-ms-version", Version);
        foreach (var (name, value) in request.Headers)
        {
            to.Headers.SetValue(name, value);
        }

        if (!request.Body.IsEmpty)
        {
            to.Content = RequestContent.Create(request.Body);
        }
    }

    private static bool IsAway(Exception failure, CancellationToken cancellation) =>
        AzureRetry.IsConnection(failure) || failure is AuthenticationFailedException
        || (failure is OperationCanceledException && !cancellation.IsCancellationRequested);

    // What the store answers as a value is not an error in logs and traces.
    private sealed class Answers : ResponseClassifier
    {
        public static readonly Answers Instance = new();

        public override bool IsErrorResponse(HttpMessage message) =>
            message.Response.Status is >= 400 and not (404 or 409 or 412);
    }
}
