using System.Text.Json;
using System.Text.Json.Nodes;
using Alerting.Core.Alerts;
using Alerting.Core.Configuration;
using Alerting.Core.Routing;
using Alerting.Testing;
using Alerting.Testing.Processes;
using Alerting.Testing.Vendors;
using Xunit;

namespace Alerting.Stories.Peers;

/// <summary>The groups a real Alertmanager makes are ours, to the byte of their keys.</summary>
public sealed class GroupKeysStory
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(3);

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_real_Alertmanager_has_the_same_groups_with_the_same_keys()
    {
        await PeerVersion.Known("prometheus-alertmanager", "0.25");
        using var folder = new ProcessFolder();
        await using var sink = await VendorServer.Start(_ => VendorAnswer.Status(200));
        var text = HostileRoutes.Configuration(sink.Url + "/hook");
        var expected = Expected(text);
        await using var alertmanager = await RealAlertmanager.Start(folder, text, Stop);

        await alertmanager.Post(Body(HostileRoutes.Alerts()), Stop);
        var told = new HashSet<(string Key, string Receiver)>();
        var read = 0;
        await RealClock.Instance.Until(
            () =>
            {
                var requests = sink.Requests;
                told.UnionWith(requests.Skip(read).Select(Group));
                read = requests.Count;
                return told.IsSupersetOf(expected);
            },
            Patience,
            Stop);

        Assert.True(told.SetEquals(expected), Difference(expected, told));
        Assert.True(expected.Count > 400, $"{expected.Count} groups");
    }

    private static HashSet<(string Key, string Receiver)> Expected(string text)
    {
        var result = ConfigurationReader.Read(new("alertmanager.yml", text), null);
        Assert.Empty(result.Errors);
        return
        [
            .. from labels in HostileRoutes.Alerts()
               from destination in Router.Route(result.Configuration!, labels)
               select (destination.GroupKey, destination.Route.Receiver),
        ];
    }

    private static string Body(IEnumerable<LabelSet> alerts) => new JsonArray(
    [
        .. alerts.Select(labels => new JsonObject
        {
            ["labels"] = new JsonObject(labels.Select(label => KeyValuePair.Create(label.Name, (JsonNode?)label.Value))),
        }),
    ]).ToJsonString();

    private static (string Key, string Receiver) Group(VendorRequest request)
    {
        using var payload = JsonDocument.Parse(request.Body);
        return (Text(payload, "groupKey"), Text(payload, "receiver"));
    }

    private static string Text(JsonDocument payload, string name) => payload.RootElement.GetProperty(name).GetString()!;

    private static string Difference(
        HashSet<(string Key, string Receiver)> expected, HashSet<(string Key, string Receiver)> told) =>
        $"of {expected.Count} groups here\n"
        + string.Join('\n', told.Except(expected).Order().Take(10).Select(group => "only Alertmanager's: " + group)) + '\n'
        + string.Join('\n', expected.Except(told).Order().Take(10).Select(group => "only ours: " + group));
}
