using System.Text;
using System.Text.Json.Nodes;
using Alerting.Adapters.Tables.Azure;
using Alerting.Stories.Doors;
using Alerting.Testing;
using Alerting.Testing.Azure;
using Alerting.Testing.Processes;
using Alerting.Testing.Vendors;
using Xunit;

namespace Alerting.Stories.Azure;

/// <summary>
/// The application over a table service that misbehaves. Tried at every single call from an alert's acceptance to its
/// resolve's receipt: the answer lost after the call was carried out, the connection broken before, a 503, a 500 that
/// was carried out. And clocks that are wrong by five minutes.
/// </summary>
public sealed class TableFaultStories : IAsyncLifetime
{
    private readonly ProcessFolder folder = new();
    private TableServer tables = null!;
    private VendorServer slack = null!;
    private VendorServer webhook = null!;
    private string config = "";

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        tables = await TableServer.Start(RealClock.Instance);
        slack = await SlackHook.Start();
        webhook = await WebhookSink.Start();
        config = folder.Write("alertmanager.yml",
            "route: { receiver: team, group_by: [alertname], group_wait: 0s, group_interval: 20ms }\n"
            + "receivers:\n  - name: team\n"
            + $"    webhook_configs: [ {{ url: '{webhook.Url}/hook' }} ]\n"
            + $"    slack_configs: [ {{ api_url: '{slack.Url}/services/x', send_resolved: true }} ]\n");
    }

    public async ValueTask DisposeAsync()
    {
        await tables.DisposeAsync();
        await slack.DisposeAsync();
        await webhook.DisposeAsync();
        folder.Dispose();
    }

    public static TheoryData<TableFault> Faults =>
        [TableFault.LostAnswer, TableFault.Broken, TableFault.Busy(), TableFault.TimedOutAfter];

    [Theory]
    [MemberData(nameof(Faults))]
    public async Task Whatever_happens_to_any_one_call_each_of_two_messages_is_told_once(TableFault fault)
    {
        var calls = await Told(0, fault);
        Assert.True(calls > 20, $"only {calls} calls were made");

        for (var at = 1; at <= calls; at++)
        {
            await Told(at, fault);
        }
    }

    [Fact]
    public async Task Instances_whose_clocks_are_wrong_by_five_minutes_decide_by_the_stores()
    {
        await using var ahead = await Start("alerting", TimeSpan.FromMinutes(5));
        await using var behind = await Start("alerting", TimeSpan.FromMinutes(-5));

        await Post(ahead, "A", isResolved: false);
        await ToldBoth(1, "A");
        await Post(behind, "A", isResolved: true);
        await ToldBoth(2, "A");
        await Post(behind, "B", isResolved: false);
        await ToldBoth(3, "B");
        await Post(ahead, "B", isResolved: true);
        await ToldBoth(4, "B");

        Assert.Equal(["firing", "resolved", "firing", "resolved"], webhook.Requests.Select(Status));
    }

    // The calls it took.
    private async Task<int> Told(int at, TableFault fault)
    {
        var table = "t" + Guid.NewGuid().ToString("N");
        var before = slack.Requests.Count;
        await using var app = await Start(table, TimeSpan.Zero);
        var first = tables.Count("all");
        tables.ByNumber = number => number == first + at ? fault : null;

        await Post(app, "A", isResolved: false);
        await ToldBoth(before + 1, $"call {at}");
        await Post(app, "A", isResolved: true);
        await ToldBoth(before + 2, $"call {at}");
        await Quiet();

        var calls = tables.Count("all") - first;
        tables.ByNumber = _ => null;
        Assert.Equal((before + 2, before + 2), (slack.Requests.Count, webhook.Requests.Count));
        Assert.Equal(["firing", "resolved"], webhook.Requests.Skip(before).Select(Status));
        return calls;
    }

    // The receipts are stored: nothing more is asked of the tables.
    private async Task Quiet()
    {
        for (var (calls, same) = (tables.Count("all"), 0); same < 5; same = calls == tables.Count("all") ? same + 1 : 0)
        {
            calls = tables.Count("all");
            await RealClock.Instance.Pause(TimeSpan.FromMilliseconds(20), Stop);
        }
    }

    private async Task<RunningApp> Start(string table, TimeSpan ahead)
    {
        var time = new OffsetClock(RealClock.Instance, ahead);
        var options = tables.Options(table) with
        {
            Retry = new() { FirstDelay = TimeSpan.FromMilliseconds(2) },
        };
        var store = new AzureTableStore(options, time);
        await store.EnsureTable(Stop);
        return await RunningApp.Start(store: store, config: config, time: time);
    }

    private static async Task Post(RunningApp app, string name, bool isResolved)
    {
        var now = RealClock.Instance.GetUtcNow();
        using var answer = await app.Post(
            AlertmanagerPost.Body(name, "a", now.AddMinutes(-1), isResolved ? now : null), Stop);
        Assert.True(answer.IsSuccessStatusCode, await answer.Content.ReadAsStringAsync(Stop));
    }

    private async Task ToldBoth(int times, string what)
    {
        await Told(slack, times, what);
        await Told(webhook, times, what);
    }

    private static async Task Told(VendorServer vendor, int times, string what) => Assert.True(
        await RealClock.Instance.Until(() => vendor.Requests.Count >= times, TimeSpan.FromMinutes(3), Stop), what);

    private static string? Status(VendorRequest request) =>
        (string?)JsonNode.Parse(Encoding.UTF8.GetString(request.Body.Span))!["status"];
}
