using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Alerting.Testing.Vendors.Logs;

/// <summary>JSON answers of log stores.</summary>
public static class LogJson
{
    /// <summary>An answer of JSON.</summary>
    public static VendorAnswer Answer(JsonNode json, int status = 200, string? retryAfter = null) =>
        VendorAnswer.Status(status, json.ToJsonString(), retryAfter);

    /// <summary>200 that lies: a page of HTML, as a proxy or a login gives it.</summary>
    public static VendorAnswer Html { get; } = VendorAnswer.Status(200, "<!doctype html><title>Sign in</title>");

    /// <summary>200 with JSON of another shape.</summary>
    public static VendorAnswer OtherShape { get; } = VendorAnswer.Status(200, """{"rows":[1,2],"hits":7,"tables":{},"schema":1}""");

    /// <summary>200 with JSON that is cut, in a body that is whole.</summary>
    public static VendorAnswer Truncated { get; } = VendorAnswer.Status(200, """{"tables":[{"name":"Prim""");

    /// <summary>A body that comes a byte at a time and never ends.</summary>
    public static VendorAnswer Dribble(Task released) => new(async context =>
    {
        while (!released.IsCompleted && !context.RequestAborted.IsCancellationRequested)
        {
            await context.Response.WriteAsync(" ");
            await context.Response.Body.FlushAsync();
            await Task.WhenAny(released, RealClock.Instance.Pause(TimeSpan.FromMilliseconds(5), context.RequestAborted));
        }
    });

    internal static JsonElement? Body(VendorRequest request)
    {
        try
        {
            using var json = JsonDocument.Parse(request.Body);
            return json.RootElement.Clone();
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static Task WriteAsync(this Microsoft.AspNetCore.Http.HttpResponse response, string text) =>
        response.Body.WriteAsync(Encoding.UTF8.GetBytes(text)).AsTask();
}
