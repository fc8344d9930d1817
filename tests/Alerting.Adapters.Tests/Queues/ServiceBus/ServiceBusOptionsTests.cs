using System.Globalization;
using Alerting.Adapters.Queues.ServiceBus;
using Alerting.Core.Ports;
using Alerting.Testing;
using Alerting.Testing.Azure;
using Azure.Core;
using Azure.Identity;
using Xunit;

namespace Alerting.Adapters.Tests.Queues.ServiceBus;

public sealed class ServiceBusOptionsTests : IAsyncLifetime
{
    private const string Secret = "c2VjcmV0IGtleQ==";
    private const string Whole =
        "Endpoint=sb://contoso.servicebus.windows.net/;SharedAccessKeyName=app;SharedAccessKey=" + Secret;

    private readonly FixedClock clock = new();
    private ServiceBusServer server = null!;

    public async ValueTask InitializeAsync() => server = await ServiceBusServer.Start(clock, "wake");

    public ValueTask DisposeAsync() => server.DisposeAsync();

    [Theory]
    [InlineData(Whole, "https://contoso.servicebus.windows.net/")]
    [InlineData(Whole + ";", "https://contoso.servicebus.windows.net/")]
    [InlineData("endpoint=sb://a.b:5671;sharedaccesskeyname=n;sharedaccesskey=k=", "https://a.b/")]
    [InlineData(Whole + ";UseDevelopmentEmulator=false", "https://contoso.servicebus.windows.net/")]
    [InlineData(
        "Endpoint=sb://localhost:5300;SharedAccessKeyName=n;SharedAccessKey=k;UseDevelopmentEmulator=true;",
        "http://localhost:5300/")]
    public void A_connection_string_names_the_endpoint(string text, string endpoint) =>
        Assert.Equal(endpoint, ServiceBusOptions.Parse(text).Endpoint.AbsoluteUri);

    [Theory]
    [InlineData("", "Endpoint is missing")]
    [InlineData("nonsense " + Secret, "Endpoint is missing")]
    [InlineData("Endpoint=sb://a/;SharedAccessKeyName=n", "SharedAccessKey is missing")]
    [InlineData("Endpoint=sb://a/;SharedAccessKeyName=n;SharedAccessKey=", "SharedAccessKey is missing")]
    [InlineData("Endpoint=sb://a/;SharedAccessKey=" + Secret, "SharedAccessKeyName is missing")]
    [InlineData("SharedAccessKeyName=n;SharedAccessKey=" + Secret, "Endpoint is missing")]
    [InlineData("Endpoint=a.b;SharedAccessKeyName=n;SharedAccessKey=" + Secret, "Endpoint is not of the form")]
    [InlineData("Endpoint=https://a.b;SharedAccessKeyName=n;SharedAccessKey=" + Secret, "Endpoint is not of the form")]
    [InlineData(Whole + ";EntityPath=wake", "EntityPath names one queue")]
    [InlineData("Endpoint=sb://a/;SharedAccessSignature=" + Secret, "SharedAccessSignature runs out")]
    [InlineData(Whole + ";UseDevelopmentEmulator=true", "UseDevelopmentEmulator is for")]
    public void What_is_wrong_with_a_connection_string_is_said_without_the_key(string text, string what)
    {
        var wrong = Assert.Throws<FormatException>(() => ServiceBusOptions.Parse(text));

        Assert.StartsWith("Service Bus connection string: " + what, wrong.Message, StringComparison.Ordinal);
        Assert.DoesNotContain(Secret, wrong.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void Options_do_not_print_the_key() =>
        Assert.DoesNotContain(Secret, ServiceBusOptions.Parse(Whole).ToString(), StringComparison.Ordinal);

    [Theory]
    [InlineData("https://contoso.servicebus.windows.net/")]
    [InlineData("contoso.servicebus.windows.net/wake")]
    [InlineData("contoso.servicebus.windows.net:443")]
    [InlineData("")]
    public void A_namespace_is_a_bare_host_name(string name) =>
        Assert.Throws<FormatException>(() => ServiceBusOptions.For(name, new FixedCredential("token")));

    [Fact]
    public async Task A_signature_serves_until_five_minutes_before_its_hour_is_over()
    {
        var queue = new ServiceBusQueue(ServiceBusOptions.Parse(server.ConnectionString), clock);
        await Send(queue, "1");
        clock.Advance(TimeSpan.FromMinutes(55) - TimeSpan.FromMilliseconds(1));
        await Send(queue, "2");
        clock.Advance(TimeSpan.FromMilliseconds(1));

        await Send(queue, "3");

        var signatures = server.Requests.Select(request => request.Header("Authorization")).ToList();
        Assert.Equal(signatures[0], signatures[1]);
        Assert.NotEqual(signatures[1], signatures[2]);
        var until = clock.GetUtcNow().AddHours(1).ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture);
        Assert.Contains("&se=" + until, signatures[2], StringComparison.Ordinal);
        Assert.Equal(3, server.Accepted("wake").Count);
    }

    [Fact]
    public async Task An_identity_sends_with_its_bearer_token()
    {
        server.BearerToken = "token";
        var credential = new FixedCredential("token");
        var queue = new ServiceBusQueue(Loopback(credential), clock);

        await Send(queue, "a");

        Assert.Single(server.Accepted("wake"));
        Assert.Equal("Bearer token", server.Requests[0].Header("Authorization"));
        Assert.Equal(["https://servicebus.azure.net/.default"], credential.Scopes);
    }

    [Fact]
    public async Task An_identity_that_gets_no_token_leaves_the_queue_away()
    {
        var queue = new ServiceBusQueue(Loopback(new FixedCredential(null)), clock);

        var away = await Assert.ThrowsAsync<QueueUnavailableException>(() => Send(queue, "a"));

        Assert.IsType<CredentialUnavailableException>(away.InnerException);
        Assert.Empty(server.Requests);
    }

    private ServiceBusOptions Loopback(TokenCredential credential) => ServiceBusOptions.At(new(server.Url), credential);

    private Task Send(ServiceBusQueue queue, string id) =>
        queue.Send("wake", id, "body", clock.GetUtcNow(), TestContext.Current.CancellationToken);

    private sealed class FixedCredential(string? token) : TokenCredential
    {
        public IReadOnlyList<string> Scopes { get; private set; } = [];

        public override AccessToken GetToken(TokenRequestContext context, CancellationToken cancellationToken)
        {
            Scopes = context.Scopes;
            return token is null
                ? throw new CredentialUnavailableException("nobody is signed in")
                : new(token, new(2100, 1, 1, 0, 0, 0, TimeSpan.Zero));
        }

        public override ValueTask<AccessToken> GetTokenAsync(
            TokenRequestContext context, CancellationToken cancellationToken) =>
            new(GetToken(context, cancellationToken));
    }
}
