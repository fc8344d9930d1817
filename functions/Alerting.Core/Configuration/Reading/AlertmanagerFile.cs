using System.Collections.Immutable;
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

        var global = GlobalReader.Read(map.TakeSet("global"), fileExists);
        var receivers = new ReceiverReader(
        [
            new("webhook_configs", (element, index) => IntegrationReaders.ReadWebhook(element, index, fileExists)),
            new("slack_configs", (element, index) => IntegrationReaders.ReadSlack(element, index, global, fileExists)),
        ],
            AlertmanagerKeys.Receiver);
        var file = new AlertmanagerFile(global, receivers.Read(map.TakeList("receivers")), map.TakeSet("route"));
        if (file.Route is null)
        {
            map.Place.Error("no route provided in config");
        }

        map.TakeUnbuilt(AlertmanagerKeys.Top);
        map.RefuseRest();
        return file;
    }
}
