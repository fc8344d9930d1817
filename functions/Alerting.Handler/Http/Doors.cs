using Alerting.Handler.Api;
using Alerting.Handler.Cli;
using Alerting.Handler.Composition;
using Alerting.Handler.ReceiveAlertmanager;
using Alerting.Handler.Wire;

namespace Alerting.Handler.Http;

/// <summary>Every path there is.</summary>
internal static class Doors
{
    private static readonly string[] Reading = ["GET", "HEAD"];

    public static void Open(WebApplication app, ServeOptions options)
    {
        var room = app.Services.GetRequiredService<EngineRoom>();
        var log = app.Services.GetRequiredService<ILoggerFactory>().CreateLogger<DoorGuard>();
        var theirs = options.Alertmanager;
        var guard = new DoorGuard(options.Access, theirs is null ? new WriteRule(options) : null, log);
        if (options.HostPort is { } port)
        {
            HostDoors.Open(app, room, guard, port);
        }

        if (theirs is { RoutePrefix: { Length: > 0 } below })
        {
            var prefix = new RoutePrefix(below);
            app.Use(next => context => prefix.Pass(context, next));
        }

        app.Use(next => context => guard.Pass(context, next));
        if (theirs is not null)
        {
            var limits = new ApiLimits(theirs, AlertingApp.SystemTime());
            app.Use(next => context => limits.Pass(context, next));
            app.Use(next => context => Cors.Pass(context, next));
        }

        app.UseRouting();
        var intake = new AlertIntake(room.Engine, new BodyBudget(), options.MaxBody);
        app.MapMethods(
            "/api/alertmanager", ["POST"], (RequestDelegate)new AlertmanagerDoor(room.Engine, intake).Handle);
        app.MapMethods(
            "/api/v2/alerts", ["POST"], (RequestDelegate)new PostAlertsDoor(room.Engine, intake).Handle);
        app.Map("/api/v2/alerts", (RequestDelegate)PostAlertsDoor.RefuseMethod);
        app.MapMethods("/api/inbox", Reading, (RequestDelegate)new InboxDoor(room.Inbox).Handle);
        app.MapMethods("/", Reading, (RequestDelegate)Health.Welcome);

        // The Functions host forwards what is below /api, and nothing else.
        foreach (var root in (string[])["", "/api"])
        {
            app.MapMethods(root + "/-/healthy", Reading, (RequestDelegate)Health.Healthy);
            app.MapMethods(root + "/-/ready", Reading, (RequestDelegate)new Health(room.Store).Ready);
            app.MapMethods(root + "/-/reload", ["POST"], (RequestDelegate)new ReloadDoor(room.Reload).Handle);
            app.MapMethods(root + "/metrics", Reading, (RequestDelegate)new MetricsDoor(room.Metrics).Handle);
        }
    }
}
