using System.Text.Json;
using Alerting.Adapters.Channels;
using Alerting.Adapters.Channels.Inbox;
using Alerting.Core.Alerts;
using Alerting.Core.Configuration.Integrations;
using Alerting.Core.Ports;
using Alerting.Testing;
using Alerting.Testing.Tables;
using Xunit;

namespace Alerting.Adapters.Tests.Channels;

public sealed class InboxChannelTests
{
    private static readonly Integration.Inbox Integration = new() { Index = 0, SendResolved = true };

    private readonly MemoryTableStore store = new(new FixedClock());

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_repeat_of_a_notice_is_the_same_message()
    {
        var arrived = new List<InboxMessage>();
        using var channel = new InboxChannel(store, arrived.Add);

        Assert.IsType<Receipt.Delivered>(await channel.Send(Notices.Of(Integration), Stop));
        Assert.IsType<Receipt.Delivered>(await channel.Send(Notices.Of(Integration) with { Attempt = 3 }, Stop));

        var message = Assert.Single(await Read(10));
        using var json = JsonDocument.Parse(message.Json);
        Assert.Equal(3, json.RootElement.GetProperty("attempt").GetInt32());
        Assert.Equal("firing", json.RootElement.GetProperty("alerts")[0].GetProperty("status").GetString());
        Assert.Equal(message.Text, json.RootElement.GetProperty("text").GetString());
        Assert.Equal(2, arrived.Count);
    }

    [Fact]
    public async Task What_runs_report_is_marked_and_worded_as_that()
    {
        using var channel = new InboxChannel(store);

        await channel.Send(
            Notices.Status(
                Integration, Notices.Report("job=train;run=7;level=INFO;type=start"),
                Notices.Report("job=train;run=7;level=DEBUG;type=status", "message=loss\nis 0.4")),
            Stop);

        var message = Assert.Single(await Read(1));
        Assert.Equal(
            "STATUS 2: train\nreason: status report\n- INFO | start | 7 (at 2026-11-21 10:00:00 UTC)\n"
            + "- DEBUG | status | 7 | loss is 0.4 (at 2026-11-21 10:00:00 UTC)\n",
            message.Text);
        using var json = JsonDocument.Parse(message.Json);
        Assert.True(json.RootElement.GetProperty("statusReport").GetBoolean());
        Assert.False(json.RootElement.GetProperty("drill").GetBoolean());
    }

    [Fact]
    public async Task The_newest_thousand_are_kept_and_read_newest_first()
    {
        using var channel = new InboxChannel(store);
        for (var i = 0; i < 1005; i++)
        {
            await channel.Send(
                Notices.Of(Integration) with { NoticeId = $"n{i}", DecidedAt = Notices.DecidedAt.AddSeconds(i) }, Stop);
        }

        var messages = await Read(1000);
        Assert.Equal(("n1004", "n5"), (messages[0].NoticeId, messages[^1].NoticeId));
        var page = await store.Range("inbox", "0", ":", 1000, null, Stop);
        Assert.Equal((1000, null), (page.Rows.Count, page.Continuation));
        Assert.Equal(["n1004", "n1003"], (await Read(2)).Select(message => message.NoticeId));
    }

    [Fact]
    public async Task Huge_notices_fit_a_row_and_say_how_much_is_missing()
    {
        using var channel = new InboxChannel(store);
        var text = new string('\u0001', 2000) + "😀";
        var labels = LabelSet.From(Enumerable.Range(0, 200).Select(i => new Label($"{i}{text}", text)));
        var alert = Notices.Alert() with { Labels = labels, Annotations = labels };

        await channel.Send(Notices.Of(Integration, [.. Enumerable.Repeat(alert, 500)]), Stop);

        using var json = JsonDocument.Parse(Assert.Single(await Read(1)).Json);
        var shown = json.RootElement.GetProperty("alerts").GetArrayLength();
        Assert.InRange(shown, 1, 200);
        Assert.Equal(500 - shown, json.RootElement.GetProperty("moreAlerts").GetInt32());
    }

    [Fact]
    public async Task Two_hundred_alerts_are_shown_at_the_most()
    {
        using var channel = new InboxChannel(store);

        await channel.Send(Notices.Of(Integration, [.. Enumerable.Repeat(Notices.Alert(), 250)]), Stop);

        using var json = JsonDocument.Parse(Assert.Single(await Read(1)).Json);
        Assert.Equal(200, json.RootElement.GetProperty("alerts").GetArrayLength());
        Assert.Equal(50, json.RootElement.GetProperty("moreAlerts").GetInt32());
    }

    [Fact]
    public async Task A_deadline_that_has_passed_writes_nothing()
    {
        using var channel = new InboxChannel(store);

        Assert.IsType<Receipt.Deferred>(await channel.Send(Notices.Of(Integration), new(canceled: true)));
        Assert.Empty(await Read(1));
    }

    [Fact]
    public void Plain_text_has_status_reason_and_alerts_without_control_characters()
    {
        var alert = Notices.Alert("alertname=A;severity=page", "summary=\u001b[2Jdown\nnow");

        var text = PlainText.Render(Notices.Of(Integration, alert) with { PossibleRepeat = true });

        Assert.Equal(
            "FIRING 1: A\nreason: first notification\n"
            + "possible repeat: it is not known whether the last message arrived\n"
            + "- FIRING | page | A | \uFFFD[2Jdown now (since 2026-11-21 10:00:00 UTC)\n",
            text);
    }

    private Task<IReadOnlyList<InboxMessage>> Read(int limit) => new InboxReader(store).Read(limit, Stop);
}
