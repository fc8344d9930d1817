using System.Text;
using Alerting.Testing;
using Alerting.Testing.Azure;
using Alerting.Testing.Vendors;

namespace Alerting.Stories.Functions;

/// <summary>A bus with one queue and a clock that stands.</summary>
internal sealed class QueueStage : IAsyncDisposable
{
    private const string Token = "of-the-test";

    private readonly TaskCompletionSource released = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public FixedClock Clock { get; } = new();

    public ServiceBusServer Bus { get; private set; } = null!;

    /// <summary>An empty object, once released; nothing when the handler is killed before.</summary>
    public VendorAnswer WhenReleased => new(async context =>
    {
        await released.Task.WaitAsync(context.RequestAborted);
        await TinyHandler.Json("{}").Act(context);
    });

    public static async Task<QueueStage> Start(int maxDeliveries = 10)
    {
        var stage = new QueueStage();
        stage.Bus = await ServiceBusServer.Start(
            stage.Clock, [new QueueRules("wake") { MaxDeliveries = maxDeliveries }, new QueueRules("other")]);
        stage.Bus.BearerToken = Token;
        return stage;
    }

    public void Release() => released.TrySetResult();

    public async Task Send(string body, string queue = "wake", string properties = "{}", string? diagnosticId = null)
    {
        using var client = new HttpClient();
        using var content = new ByteArrayContent(Encoding.UTF8.GetBytes(body));
        content.Headers.ContentType = new("application/json");
        client.DefaultRequestHeaders.Authorization = new("Bearer", Token);
        client.DefaultRequestHeaders.Add("BrokerProperties", properties);
        if (diagnosticId is not null)
        {
            client.DefaultRequestHeaders.Add("Diagnostic-Id", $"\"{diagnosticId}\"");
            client.DefaultRequestHeaders.Add("tenant", "\"acme\"");
            client.DefaultRequestHeaders.Add("attempt", "3");
        }

        using var answer = await client.PostAsync(new Uri($"{Bus.Url}/{queue}/messages"), content);
        answer.EnsureSuccessStatusCode();
    }

    public ValueTask DisposeAsync() => Bus.DisposeAsync();
}
