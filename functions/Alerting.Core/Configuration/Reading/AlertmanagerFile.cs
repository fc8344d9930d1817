using System.Collections.Immutable;
using Alerting.Core.Configuration.Reading.Global;
using Alerting.Core.Configuration.Reading.Http;
using Alerting.Core.Configuration.Reading.Receivers;
using Alerting.Core.Configuration.Yaml;

namespace Alerting.Core.Configuration.Reading;

/// <summary>What <c>alertmanager.yml</c> says; the route waits until the receivers of both files are known.</summary>
/// <param name="Global">The settings of <c>global</c>.</param>
/// <param name="Receivers">Its receivers.</param>
/// <param name="Route">The root route, unread.</param>
internal sealed record AlertmanagerFile(GlobalSettings Global, ImmutableArray<Receiver> Receivers, YamlValue? Route)
{
    public static AlertmanagerFile? Read(ConfigurationText text, Findings findings, Func<string, bool> fileExists)
    {
        if (Document.Open(text, findings) is not { } map)
        {
            return null;
        }

        var global = GlobalReader.Read(map.TakeSet("global"), new SecretFiles(fileExists, text.Folder));
        var receivers = new ReceiverReader(ListsOf(global), haveLabels: true)
            .Read(map.TakeList("receivers", "[]config.Receiver"));
        var file = new AlertmanagerFile(global, receivers, map.TakeSet("route"));
        if (file.Route is null)
        {
            map.Place.Error(map.Place.IsNull ? "no route provided in config" : "no routes provided");
        }

        TopKeys.Take(map);
        map.TakeUnbuilt(AlertmanagerKeys.Top);
        map.RefuseRest();
        return file;
    }

    private static IntegrationList[] ListsOf(GlobalSettings global) =>
    [
        .. ReceiverTypes.All.Select(type => new IntegrationList(
            type.ListKey, type.ListType, (element, index) => type.Read(element, index, global))),
    ];
}
