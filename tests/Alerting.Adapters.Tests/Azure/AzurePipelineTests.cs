using System.Net;
using Alerting.Adapters.Azure;
using Alerting.Adapters.Tests.Tables.Azure;
using Alerting.Testing;
using Alerting.Testing.Vendors;
using Azure.Core;
using Azure.Core.Pipeline;
using Xunit;

namespace Alerting.Adapters.Tests.Azure;

public sealed class AzurePipelineTests : IAsyncLifetime
{
    private static readonly AzureRetry Retry = new() { MaxTries = 3 };

    private readonly FixedClock clock = new();
    private readonly SkippingClock skipping;
    private readonly SigningPolicy signer = new();
    private VendorServer server = null!;

    public AzurePipelineTests() => skipping = new(clock, Retry.TryTimeout);

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() =>
        server = await VendorServer.Start(_ => VendorAnswer.Status(200, "fine"));

    public ValueTask DisposeAsync() => server.DisposeAsync();

    private async Task<(int Status, string Body, int Before)> Send(AzureRetry? retry = null, string? url = null)
    {
        var pipeline = AzurePipeline.Build(retry ?? Retry, skipping, [], [signer], new ResponseClassifier());
        using var message = pipeline.CreateMessage();
        message.Request.Method = RequestMethod.Put;
        message.Request.Uri.Reset(new(url ?? server.Url));
        message.Request.Content = RequestContent.Create("body"u8.ToArray());
        await pipeline.SendAsync(message, Stop);
        return (message.Response.Status, message.Response.Content.ToString(), message.ProcessingContext.RetryNumber);
    }

    private static VendorAnswer Asking(string header, string value) => new(context =>
    {
        (context.Response.StatusCode, context.Response.Headers[header]) = (429, value);
        return Task.CompletedTask;
    });

    [Theory]
    [InlineData(408)]
    [InlineData(429)]
    [InlineData(500)]
    [InlineData(502)]
    [InlineData(503)]
    [InlineData(504)]
    public async Task What_may_pass_is_tried_again_and_signed_again(int status)
    {
        server.Respond(VendorAnswer.Status(status), VendorAnswer.Status(status));

        Assert.Equal((200, "fine", 2), await Send());

        Assert.Equal(["1", "2", "3"], server.Requests.Select(request => request.Headers["signature"]));
        Assert.All(server.Requests, request => Assert.Equal("body"u8.ToArray(), request.Body.ToArray()));
    }

    [Theory]
    [InlineData(400)]
    [InlineData(403)]
    [InlineData(404)]
    [InlineData(409)]
    [InlineData(412)]
    [InlineData(501)]
    public async Task What_will_not_pass_is_not_tried_again(int status)
    {
        server.Respond(VendorAnswer.Status(status));

        Assert.Equal((status, 0), (await Send() is var sent ? sent.Status : 0, sent.Before));
    }

    [Theory]
    [InlineData("retry-after-ms", "1500", 1500)]
    [InlineData("x-ms-retry-after-ms", "20", 20)]
    [InlineData("Retry-After", "2", 2000)]
    public async Task The_wait_asked_for_is_kept(string header, string value, int milliseconds)
    {
        server.Respond(Asking(header, value));

        await Send();

        Assert.Equal([TimeSpan.FromMilliseconds(milliseconds)], skipping.Waits);
    }

    [Fact]
    public async Task The_last_answer_stands()
    {
        server.Respond([.. Enumerable.Repeat(VendorAnswer.Status(503, "busy"), 9)]);

        Assert.Equal((503, "busy", 2), await Send());
    }

    [Fact]
    public async Task A_reset_is_tried_again_and_the_last_one_thrown()
    {
        server.Respond([.. Enumerable.Repeat(VendorAnswer.Reset, 3)]);

        var failure = await Assert.ThrowsAnyAsync<Exception>(() => Send());

        Assert.True(AzureRetry.IsConnection(failure), failure.ToString());
        Assert.Equal(3, server.Requests.Count);
        Assert.Equal((200, "fine", 0), await Send());
    }

    [Fact]
    public async Task An_answer_that_does_not_come_is_left_after_the_time_of_a_try()
    {
        var never = new TaskCompletionSource();
        server.Respond(VendorAnswer.Hang(never.Task));
        var sent = Send();
        await server.Received(Stop);

        clock.Advance(Retry.TryTimeout);

        Assert.Equal((200, "fine", 1), await sent);
        never.SetResult();
    }

    [Fact]
    public async Task A_body_that_does_not_end_is_left_after_the_time_of_a_try()
    {
        var endless = new EndlessContent();
        var client = new HttpMessageInvoker(new TryDeadline(new Answering(endless), Retry.TryTimeout, clock));
        var sent = client.SendAsync(new(HttpMethod.Get, "http://127.0.0.1"), Stop);
        await Task.WhenAny(endless.BeingRead.Task, sent);

        clock.Advance(Retry.TryTimeout);

        Assert.True(AzureRetry.IsConnection(await Assert.ThrowsAsync<HttpRequestException>(() => sent)));
    }

    [Fact]
    public async Task The_caller_decides_what_is_tried_again()
    {
        server.Respond(VendorAnswer.Status(503), VendorAnswer.Status(418), VendorAnswer.Status(418));
        var picky = Retry with { When = (message, failure) => failure is null && message.Response.Status == 418 };

        Assert.Equal(503, (await Send(picky)).Status);
        Assert.Equal((200, "fine", 2), await Send(picky));
    }

    private sealed class Answering(HttpContent body) : HttpMessageHandler
    {
        protected override Task<HttpResponseMessage> SendAsync(
            HttpRequestMessage request, CancellationToken cancellationToken) =>
            Task.FromResult(new HttpResponseMessage { Content = body });
    }

    private sealed class EndlessContent : HttpContent
    {
        public TaskCompletionSource BeingRead { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

        protected override Task SerializeToStreamAsync(Stream stream, TransportContext? context) =>
            SerializeToStreamAsync(stream, context, CancellationToken.None);

        protected override Task SerializeToStreamAsync(
            Stream stream, TransportContext? context, CancellationToken cancellationToken)
        {
            BeingRead.SetResult();
            return Task.Delay(Timeout.InfiniteTimeSpan, RealClock.Instance, cancellationToken);
        }

        protected override bool TryComputeLength(out long length) => (length = -1) > 0;
    }

    private sealed class SigningPolicy : HttpPipelinePolicy
    {
        private int tries;

        public override void Process(HttpMessage message, ReadOnlyMemory<HttpPipelinePolicy> pipeline) =>
            throw new NotSupportedException();

        public override ValueTask ProcessAsync(HttpMessage message, ReadOnlyMemory<HttpPipelinePolicy> pipeline)
        {
            message.Request.Headers.SetValue("signature", $"{++tries}");
            return ProcessNextAsync(message, pipeline);
        }
    }
}
