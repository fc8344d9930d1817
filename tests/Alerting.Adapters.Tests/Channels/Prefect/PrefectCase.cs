using System.Text.Json;
using Alerting.Adapters.Channels.Http;
using Alerting.Adapters.Channels.Prefect;
using Alerting.Core.Configuration.Integrations;
using Alerting.Core.Ports;
using Alerting.Testing;
using Alerting.Testing.Schemas;
using Alerting.Testing.Vendors;
using Xunit;

namespace Alerting.Adapters.Tests.Channels.Prefect;

/// <summary>Sends to the stand-in, and holds every body to the server's own schema and to its limits.</summary>
internal static class PrefectCase
{
    public const string FlowRun = "e3755d32-cec5-42ca-9bcd-af236e308ba6";

    private const string Schema = "schemas/prefect3_server.openapi.json";

    public static Integration.Prefect To(PrefectServer server) =>
        new() { Index = 0, SendResolved = true, ApiUrl = server.Api };

    /// <summary>One attempt; whatever it sent must be what the server's schema has.</summary>
    public static async Task<Receipt> Send(
        PrefectServer server, Notification notification, CancellationToken? deadline = null)
    {
        using var outbound = new Outbound(new(), new FixedClock());
        var receipt = await new PrefectChannel(outbound).Send(
            notification, deadline ?? TestContext.Current.CancellationToken);
        foreach (var request in server.Edge.Requests)
        {
            Check(request);
        }

        Assert.Equal(0, server.Dropped);
        return receipt;
    }

    public static string Text(this JsonElement value, params string[] path) =>
        path.Aggregate(value, (at, name) => at.GetProperty(name)).GetString()!;

    private static void Check(VendorRequest request)
    {
        if (request.Method == "GET")
        {
            return;
        }

        Assert.Equal("application/json", request.Header("Content-Type"));
        Assert.Equal(request.Body.Length.ToString(System.Globalization.CultureInfo.InvariantCulture),
            request.Header("Content-Length"));
        Assert.InRange(request.Body.Length, 2, 2_000_000);
        Assert.DoesNotContain("\\u0000", request.Text, StringComparison.Ordinal);
        if (SharedFile.TryFind(Schema) is { } path)
        {
            Assert.Empty(SchemaAt(path, request.Path["/api".Length..]).Problems(request.Body));
        }
    }

    /// <summary>The server's schema of what is posted somewhere; the test is skipped where it is not there.</summary>
    public static JsonSchema FindSchema(string place) => SchemaAt(SharedFile.Find(Schema), place);

    private static JsonSchema SchemaAt(string path, string place) => JsonSchema.Load(
        path,
        $"/paths/{place.Replace("/", "~1", StringComparison.Ordinal)}/post/requestBody/content/application~1json/schema");
}
