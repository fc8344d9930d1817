using Alerting.Core.Alerts;
using Alerting.Core.Configuration;
using Alerting.Core.Configuration.Integrations;
using Alerting.Core.Groups;
using Alerting.Core.Ports;
using Alerting.Testing.Worlds;
using Xunit;

namespace Alerting.Core.Tests.Desks.Delivering;

/// <summary>What a receiver cannot be told, others are told in its place.</summary>
public sealed class FallbackTests
{
    private static readonly Receipt Revoked = new Receipt.Refused("403 token revoked");

    private readonly RecordingChannel slack = new("slack", deduplicates: false);
    private readonly RecordingChannel webhook = new("webhook", deduplicates: true);
    private readonly RecordingChannel inbox = new("inbox", deduplicates: true);
    private readonly World world;

    public FallbackTests()
    {
        world = World.Of(slack, webhook, inbox);
        world.Configuration.Replace(TeamWithFallback, 1);
    }

    private static AlertingConfiguration TeamWithFallback
    {
        get
        {
            var one = World.OneReceiver("slack");
            return one with
            {
                Receivers = [.. one.Receivers, World.WithOwnWebhook("ops")],
                Delivery = World.Unlimited with { Fallback = "ops" },
            };
        }
    }

    [Fact]
    public async Task What_is_refused_is_told_to_the_fallback_and_the_inbox_at_once_and_says_for_whom()
    {
        slack.Otherwise = _ => Revoked;

        await world.Post(World.Firing("A"));
        await world.Settle();

        var told = Assert.Single(webhook.Attempts);
        Assert.Equal("team (slack[0]): 403 token revoked", told.StandsInFor);
        Assert.Equal(Reason.FirstNotification, told.Reason);
        Assert.Equal("team", told.Receiver);
        Assert.Equal("A", Assert.Single(told.Alerts).Labels["alertname"]);
        Assert.Equal(told.StandsInFor, Assert.Single(inbox.Attempts).StandsInFor);
        Assert.Empty(await world.Unsound());
    }

    [Fact]
    public async Task Nobody_stands_in_for_what_can_be_told()
    {
        await world.Post(World.Firing("A"));
        await world.Pass(TimeSpan.FromHours(9));

        Assert.NotEmpty(slack.Attempts);
        Assert.Empty(webhook.Attempts);
        Assert.Empty(inbox.Attempts);
    }

    [Fact]
    public async Task A_type_without_a_channel_of_its_own_falls_over()
    {
        var pushover = new RecordingChannel("pushover", deduplicates: true)
        {
            Otherwise = _ => new Receipt.Refused("channel not built"),
        };
        var other = World.Of(pushover, webhook, inbox);
        var configured = TeamWithFallback;
        other.Configuration.Replace(
            configured with
            {
                Receivers =
                [
                    new("team", [new Integration.Unbuilt("pushover") { Index = 0, SendResolved = true }]),
                    configured.Receivers[1],
                ],
            },
            1);

        await other.Post(World.Firing("A"));
        await other.Settle();

        Assert.Equal("team (pushover[0]): channel not built", Assert.Single(webhook.Attempts).StandsInFor);
    }

    [Fact]
    public async Task Who_stood_in_hears_the_end_of_what_it_was_told_although_the_receiver_can_be_told_again()
    {
        slack.Answer(Revoked);
        await world.Post(World.Firing("A"));
        await world.Pass(2 * World.Interval);
        Assert.Equal(2, slack.Attempts.Count);

        await world.Post(World.Firing("A", "b"));
        await world.Pass(World.Interval);
        await world.Post(world.Resolved("A"), world.Resolved("A", "b"));
        await world.Pass(World.Interval);

        Assert.Equal(
            [Reason.FirstNotification, Reason.AllAlertsResolved], webhook.Attempts.Select(it => it.Reason));
        Assert.Equal(Reason.AllAlertsResolved, slack.Attempts[^1].Reason);
        Assert.Empty(await world.Unsound());
    }

    [Fact]
    public async Task An_end_that_the_receiver_cannot_be_told_is_told_to_those_who_stand_in()
    {
        await world.Post(World.Firing("A"));
        await world.Settle();
        slack.Otherwise = _ => Revoked;
        await world.Post(world.Resolved("A"));

        await world.Pass(World.Interval);

        Assert.Equal(Reason.AllAlertsResolved, Assert.Single(webhook.Attempts).Reason);
        Assert.Equal(AlertStatus.Resolved, webhook.Attempts[0].Alerts[0].Status);
    }

    [Fact]
    public async Task What_was_told_before_the_trouble_is_not_told_again_to_those_who_stand_in()
    {
        await world.Post(World.Firing("A"));
        await world.Settle();
        slack.Otherwise = _ => Revoked;
        await world.Post(World.Firing("A", "b"));

        await world.Pass(World.Interval);

        Assert.Equal(Reason.NewAlertsAdded, Assert.Single(webhook.Attempts).Reason);
    }

    [Fact]
    public async Task A_vendor_that_never_says_whether_it_took_it_is_asked_once_more_and_then_others_are_told()
    {
        slack.Otherwise = _ => new Receipt.Unknown("no answer within 30 s");
        await world.Post(World.Firing("A"));

        await world.Pass(TimeSpan.FromMinutes(2));

        Assert.Equal([false, true], slack.Attempts.Select(it => it.PossibleRepeat));
        var told = Assert.Single(webhook.Attempts);
        Assert.Equal("team (slack[0]): no answer, twice: no answer within 30 s", told.StandsInFor);
    }

    [Fact]
    public async Task A_destination_that_takes_nothing_for_five_minutes_falls_over_and_is_told_all_the_same_when_it_is_back()
    {
        slack.Otherwise = _ => new Receipt.Deferred("connection refused", null);
        await world.Post(World.Firing("A"));
        await world.Pass(TimeSpan.FromMinutes(4.9));
        Assert.Empty(webhook.Attempts);

        await world.Pass(TimeSpan.FromMinutes(5));
        var told = Assert.Single(webhook.Attempts);
        slack.Otherwise = _ => new Receipt.Delivered("ok");
        await world.Pass(TimeSpan.FromMinutes(11));

        Assert.StartsWith("team (slack[0]): slack has taken nothing since ", told.StandsInFor, StringComparison.Ordinal);
        Assert.Equal(Reason.FirstNotification, slack.Attempts[^1].Reason);
        Assert.Single(slack.Attempts.Select(it => it.NoticeId).Distinct());
        Assert.Single(webhook.Attempts);
        Assert.Empty(await world.Unsound());
    }

    [Fact]
    public async Task A_receiver_has_its_own_fallback_where_one_is_named()
    {
        var configured = TeamWithFallback;
        world.Configuration.Replace(
            configured with
            {
                Receivers = [.. configured.Receivers, new("nobody", [])],
                Delivery = configured.Delivery with
                {
                    Fallbacks = System.Collections.Immutable.ImmutableDictionary<string, string>.Empty
                        .Add("team", "nobody"),
                },
            },
            1);
        slack.Otherwise = _ => Revoked;

        await world.Post(World.Firing("A"));
        await world.Settle();

        Assert.Empty(webhook.Attempts);
        Assert.Single(inbox.Attempts);
    }

    [Fact]
    public async Task A_fallback_that_refuses_too_leaves_it_to_the_inbox()
    {
        slack.Otherwise = _ => Revoked;
        webhook.Otherwise = _ => Revoked;

        await world.Post(World.Firing("A"));
        await world.Pass(TimeSpan.FromMinutes(20));

        Assert.Single(inbox.Attempts);
        Assert.Empty(await world.Unsound());
    }

    [Fact]
    public async Task Who_could_not_speak_when_the_trouble_began_hears_the_end_all_the_same()
    {
        // Muted from 8:08 to 8:20; the clock begins at 8:00.
        var configured = TeamWithFallback;
        world.Configuration.Replace(
            configured with
            {
                Route = configured.Route with { MuteTimeIntervals = ["pause"] },
                TimeIntervals = [new("pause", [new() { Times = [new((8 * 60) + 8, (8 * 60) + 20)] }])],
            },
            1);
        await world.Post(World.Firing("A"));
        await world.Settle();
        slack.Answer(new Receipt.Deferred("busy", TimeSpan.FromMinutes(4)));
        slack.Otherwise = _ => Revoked;
        await world.Post(World.Firing("A", "b"));
        await world.Pass(TimeSpan.FromMinutes(15));
        Assert.Empty(webhook.Attempts);

        await world.Post(world.Resolved("A"), world.Resolved("A", "b"));
        await world.Pass(3 * World.Interval);

        Assert.Contains(webhook.Attempts, it => it.Reason == Reason.AllAlertsResolved);
    }

    [Fact]
    public async Task A_wait_that_the_vendor_asks_for_and_that_is_too_long_is_told_to_others_at_once()
    {
        slack.Answer(new Receipt.Deferred("429", TimeSpan.FromHours(1)));

        await world.Post(World.Firing("A"));
        await world.Settle();
        await world.Post(World.Firing("B"));
        await world.Settle();

        Assert.Equal(["A", "B"], webhook.Attempts.Select(it => it.GroupLabels["alertname"]).Order());
    }

    [Fact]
    public async Task Trouble_with_what_is_over_is_no_trouble_with_what_comes_later()
    {
        slack.Otherwise = _ => new Receipt.Deferred("connection refused", null);
        await world.Post(World.Firing("other"));
        await world.Pass(TimeSpan.FromMinutes(9));
        await world.Post(World.Firing("A"));
        await world.Pass(TimeSpan.FromSeconds(2));
        Assert.Contains(webhook.Attempts, it => it.GroupLabels["alertname"] == "A");
        await world.Post(world.Resolved("A"));
        await world.Pass(World.Interval);
        slack.Otherwise = _ => new Receipt.Delivered("ok");
        await world.Pass(TimeSpan.FromHours(1));
        var before = webhook.Attempts.Count;

        await world.Post(World.Firing("A", startsAt: world.Clock.GetUtcNow()));
        await world.Pass(World.Interval);

        Assert.Equal(before, webhook.Attempts.Count);
        Assert.Equal(Reason.FirstNotification, slack.Attempts[^1].Reason);
    }
}
