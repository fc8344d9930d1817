using System.Globalization;
using Alerting.Handler.CheckDue;
using Alerting.Handler.Composition;
using Alerting.Handler.Http;
using Microsoft.AspNetCore.Http.Features;

namespace Alerting.Handler.Wire;

/// <summary>
/// The doors that only the Functions host uses: it posts an envelope to <c>/{function}</c> for every trigger but http.
/// They are served before anything else and only under such a host.
/// </summary>
/// <remarks>
/// Nothing in an envelope proves where it comes from, and a path from outside such as <c>/api/..%5CWakeGroup</c> is
/// resolved by the host on its way here. So the path must be the function's to the letter, the address the one that
/// only the host knows, and nothing may say that the request was forwarded. What got through all the same could only
/// have rows looked at that are due anyway.
/// </remarks>
internal static class HostDoors
{
    private const string Invocation = "X-Azure-Functions-InvocationId";
    private const string Forwarded = "X-Forwarded-";

    public static void Open(WebApplication app, EngineRoom room, DoorGuard guard, int port)
    {
        var log = app.Services.GetRequiredService<ILoggerFactory>();
        var queues = new QueueDoor(room.Engine, log.CreateLogger<QueueDoor>());
        var doors = new Dictionary<string, RequestDelegate>(StringComparer.Ordinal)
        {
            ["/CheckDue"] = new CheckDueDoor(room.Engine, log.CreateLogger<CheckDueDoor>()).Handle,
        };
        foreach (var function in QueueDoor.Functions)
        {
            doors.Add("/" + function, queues.Handle);
        }

        var host = string.Create(CultureInfo.InvariantCulture, $"127.0.0.1:{port}");
        app.Use(next => context => IsEnvelope(context, host) && doors.TryGetValue(RawTarget(context), out var door)
            ? guard.Catch(context, door)
            : next(context));
    }

    /// <summary>Whether a request can be the host's own.</summary>
    public static bool IsEnvelope(HttpContext context, string host) =>
        HttpMethods.IsPost(context.Request.Method)
        && context.Request.Headers.ContainsKey(Invocation)
        && string.Equals(context.Request.Host.Value, host, StringComparison.Ordinal)
        && !context.Request.Headers.Keys.Any(name => name.StartsWith(Forwarded, StringComparison.OrdinalIgnoreCase));

    private static string RawTarget(HttpContext context) =>
        context.Features.Get<IHttpRequestFeature>()?.RawTarget ?? "";
}
