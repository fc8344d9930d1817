using Alerting.Core.Alerts;
using Alerting.Core.Configuration;
using Alerting.Core.Sources;

namespace Alerting.Handler.Api.Reading;

/// <summary><c>GET /api/v2/status</c>: the build, the configuration in force, the cluster.</summary>
internal sealed class StatusDoor(IConfigurationInForce configuration, ClusterStatus cluster, DateTimeOffset startedAt)
{
    public async Task Handle(HttpContext context)
    {
        var (inForce, _) = await configuration.Now(context.RequestAborted);
        var pieces = new JsonPieces(context);
        pieces.Json.BeginObject();
        Write(pieces.Json.Name("cluster"), cluster);
        pieces.Json
            .Name("config").BeginObject().Name("original").Text(inForce.Original).EndObject()
            .Name("uptime").Text(Rfc3339.FormatMilliseconds(startedAt))
            .Name("versionInfo").BeginObject()
            .Name("branch").Text(Release.Branch)
            .Name("buildDate").Text(Release.BuildDate)
            .Name("buildUser").Text(Release.BuildUser)
            .Name("goVersion").Text(Release.GoVersion)
            .Name("revision").Text(Release.Revision)
            .Name("version").Text(Release.Version)
            .EndObject().EndObject();
        await pieces.End();
    }

    private static void Write(GoJson json, ClusterStatus cluster)
    {
        json.BeginObject();
        if (cluster.Name is { } name)
        {
            json.Name("name").Text(name);
        }

        json.Name("peers").BeginArray();
        foreach (var peer in cluster.Peers)
        {
            json.BeginObject().Name("address").Text(peer.Address).Name("name").Text(peer.Name).EndObject();
        }

        json.EndArray().Name("status").Text(cluster.Status).EndObject();
    }
}
