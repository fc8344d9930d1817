using System.Text;
using System.Text.Json;
using Alerting.Adapters.Channels.Http;
using Alerting.Adapters.Channels.Pagerduty;
using Alerting.Core.Configuration;
using Alerting.Core.Configuration.Integrations;
using Alerting.Core.Ports;
using Alerting.Testing;
using Alerting.Testing.Schemas;
using Alerting.Testing.Vendors;
using Xunit;

namespace Alerting.Adapters.Tests.Channels.Pagerduty;

/// <summary>Sends to the stand-in, and holds every event of v2 to PagerDuty's own schema and to its limits.</summary>
internal static class PagerdutyCase
{
    private const string Schema = "schemas/pagerduty_events_v2.openapi.json";
    private const string Place = "/paths/~1enqueue/post/requestBody/content/application~1json/schema";

    public static Integration.Pagerduty V2(PagerdutyServer server) => new()
    {
        Index = 0,
        SendResolved = true,
        RoutingKey = Secret.Inline(PagerdutyServer.Key),
        Url = server.V2,
        IsUrlConfigured = true,
    };

    public static Integration.Pagerduty V1(PagerdutyServer server) =>
        V2(server) with { RoutingKey = null, ServiceKey = Secret.Inline(PagerdutyServer.Key), Url = server.V1 };

    public static async Task<Receipt> Send(Notification notification, CancellationToken? deadline = null)
    {
        using var outbound = new Outbound(new(), new FixedClock());
        return await new PagerdutyChannel(outbound).Send(
            notification, deadline ?? TestContext.Current.CancellationToken);
    }

    /// <summary>The one event that was sent.</summary>
    public static JsonElement Event(PagerdutyServer server)
    {
        var request = Assert.Single(server.Edge.Requests);
        return Checked(request);
    }

    /// <summary>The event of a request, once it was seen to be one.</summary>
    public static JsonElement Checked(VendorRequest request)
    {
        Assert.Equal("application/json", request.Header("Content-Type"));
        Assert.InRange(request.Body.Length, 2, PagerdutyEvent.Longest);
        Assert.DoesNotContain("\\u0000", Encoding.UTF8.GetString(request.Body.Span), StringComparison.Ordinal);
        using var document = JsonDocument.Parse(request.Body);
        var made = document.RootElement.Clone();
        if (made.TryGetProperty("routing_key", out _) && SharedFile.TryFind(Schema) is { } path)
        {
            Assert.Empty(SchemaAt(path).Problems(made));
        }

        return made;
    }

    /// <summary>PagerDuty's schema of an event of v2; the test is skipped where it is not there.</summary>
    public static JsonSchema FindSchema() => SchemaAt(SharedFile.Find(Schema));

    private static JsonSchema SchemaAt(string path) => JsonSchema.Load(path, Place);

    /// <summary>What is read where, such as <c>payload.summary</c>.</summary>
    public static JsonElement At(this JsonElement value, string path) =>
        path.Split('.').Aggregate(value, (at, name) => at.GetProperty(name));

    public static string Text(this JsonElement value, string path) => value.At(path).GetString()!;
}
