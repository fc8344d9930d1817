using Alerting.Core.Desks;
using Alerting.Core.Desks.Overviews;
using Alerting.Handler.Api;
using Alerting.Handler.Api.Reading;
using Alerting.Handler.Board;
using Alerting.Handler.Cli;
using Alerting.Handler.Composition;
using Alerting.Handler.ReceiveAlertmanager;
using Alerting.Handler.ReceiveEvent;
using Alerting.Handler.ReceiveJob;
using Alerting.Handler.Reports;
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

        app.Use(next => context => ApiAnswer.Uncached(context, next));
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
            PostAlertsDoor.Path, ["POST"], (RequestDelegate)new PostAlertsDoor(room.Engine, intake).Handle);
        var book = new AlertBook(room.Engine.On, room.Engine.Suppression);
        OpenReading(app, room, options, book);
        OpenSilences(app, room.Engine, intake, options);
        OpenOthers(app);
        OpenJobs(app, new(room.Engine, intake));
        OpenReports(app, room, intake, options.Access);
        app.MapMethods("/api/inbox", Reading, (RequestDelegate)new InboxDoor(room.Inbox).Handle);
        app.MapMethods(DrillDoor.Path, ["POST"], (RequestDelegate)new DrillDoor(room.Engine.Drills).Handle);
        app.MapMethods(ContextDoor.Path, Reading, (RequestDelegate)new ContextDoor(room.Engine).Handle);
        app.MapMethods("/", Reading, (RequestDelegate)Health.Welcome);

        var metrics = new MetricsDoor(
            room.Metrics, new AlertmanagerGauges(room.Engine, book, options.Cluster), new JobGauges(room.Engine));

        // The Functions host forwards what is below /api, and nothing else.
        foreach (var root in (string[])["", "/api"])
        {
            app.MapMethods(root + "/-/healthy", Reading, (RequestDelegate)Health.Healthy);
            app.MapMethods(root + "/-/ready", Reading, (RequestDelegate)new Health(room.Store).Ready);
            app.MapMethods(root + "/-/reload", ["POST"], (RequestDelegate)new ReloadDoor(room.Reload).Handle);
            app.MapMethods(root + "/metrics", Reading, (RequestDelegate)metrics.Handle);
        }
    }

    private static void OpenReading(WebApplication app, EngineRoom room, ServeOptions options, AlertBook book)
    {
        var on = room.Engine.On;
        var query = new AlertsQuery(on.MatcherMode, isForwarded: options.HostPort is not null);
        var alerts = new AlertsDoor(book, query, on.Configuration);
        var doors = new Dictionary<string, RequestDelegate>(StringComparer.Ordinal)
        {
            [PostAlertsDoor.Path] = alerts.Alerts,
            ["/api/v2/alerts/groups"] = alerts.Groups,
            ["/api/v2/receivers"] = new ReceiversDoor(on.Configuration, query).Handle,
            ["/api/v2/status"] = new StatusDoor(on.Configuration, options.Cluster, room.StartedAt).Handle,
        };
        foreach (var (path, door) in doors)
        {
            app.MapMethods(path, ["GET"], door);
        }

        foreach (var path in doors.Keys)
        {
            app.Map(path, ApiAnswer.Only(path == PostAlertsDoor.Path ? PostAlertsDoor.Allowed : "GET"));
        }
    }

    private static void OpenJobs(WebApplication app, JobsDoor jobs)
    {
        app.MapMethods(JobsDoor.All, Reading, (RequestDelegate)jobs.List);
        app.MapMethods(JobsDoor.One, Reading, (RequestDelegate)jobs.Show);
        app.MapMethods(JobsDoor.Run, Reading, (RequestDelegate)jobs.ShowRun);
        app.MapMethods(JobsDoor.Resolve, ["POST"], (RequestDelegate)jobs.End);
    }

    private static void OpenReports(WebApplication app, EngineRoom room, AlertIntake intake, Access access)
    {
        var desk = new ReportDesk(room.Engine, intake);
        var reports = new ReportDoor(desk, room.Rejected, intake);
        app.MapMethods(JobPaths.Report, ["POST"], (RequestDelegate)reports.Handle);
        app.MapMethods(PingDoor.Path, PingDoor.Methods, (RequestDelegate)new PingDoor(reports).Handle);
        app.MapMethods(EventPaths.Event, ["POST"], (RequestDelegate)reports.Handle);
        app.MapMethods(EventPaths.Logs, ["POST"], (RequestDelegate)reports.Handle);
        app.MapMethods(HandshakeDoor.Path, ["OPTIONS"], (RequestDelegate)new HandshakeDoor(access).Handle);
        var rejected = new RejectedDoor(desk, room.Rejected);
        app.MapMethods(RejectedDoor.All, Reading, (RequestDelegate)rejected.List);
        app.MapMethods(RejectedDoor.One, Reading, (RequestDelegate)rejected.Show);
        app.MapMethods(RejectedDoor.One, ["DELETE"], (RequestDelegate)rejected.Remove);
        app.MapMethods(RejectedDoor.Again, ["POST"], (RequestDelegate)rejected.Replay);
    }

    private static void OpenOthers(WebApplication app)
    {
        app.Map("/api/v2/{**path}", (RequestDelegate)OtherPaths.Unknown);
        app.MapMethods("/api/v1/status", ["GET"], (RequestDelegate)OtherPaths.Removed);
        app.MapMethods("/api/v1/receivers", ["GET"], (RequestDelegate)OtherPaths.Removed);
        app.MapMethods("/api/v1/alerts", ["GET", "POST"], (RequestDelegate)OtherPaths.Removed);
        app.MapMethods("/api/v1/silences", ["GET", "POST"], (RequestDelegate)OtherPaths.Removed);
        app.MapMethods("/api/v1/silence/{id}", ["GET", "DELETE"], (RequestDelegate)OtherPaths.Removed);
    }

    private static void OpenSilences(WebApplication app, Engine engine, AlertIntake intake, ServeOptions options)
    {
        const string All = "/api/v2/silences";
        const string One = "/api/v2/silence/{id}";
        var silences = new SilencesDoor(engine, intake, isForwarded: options.HostPort is not null);
        var silence = new SilenceDoor(engine);
        app.MapMethods(All, ["GET"], (RequestDelegate)silences.List);
        app.MapMethods(All, ["POST"], (RequestDelegate)silences.Post);
        app.Map(All, ApiAnswer.Only(SilencesDoor.Allowed));
        app.MapMethods(One, ["GET"], (RequestDelegate)silence.Show);
        app.MapMethods(One, ["DELETE"], (RequestDelegate)silence.End);
        app.Map(One, ApiAnswer.Only(SilenceDoor.Allowed));
    }
}
