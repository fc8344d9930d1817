using Alerting.Adapters.Channels.Http;
using Alerting.Adapters.Channels.Slack;
using Alerting.Adapters.Channels.Webhook;
using Alerting.Core.Configuration;
using Alerting.Core.Configuration.Integrations;
using Alerting.Core.Desks;
using Alerting.Testing;
using Alerting.Testing.Vendors;
using Alerting.Testing.Worlds;
using Xunit;

namespace Alerting.Stories.Faults;

/// <summary>
/// What decision 0003 says of sinks that fail, with the real channels and a clock that stands: however a sink fails,
/// the page comes when it recovers and the resolve after it.
/// </summary>
public sealed class SinkStories : IAsyncLifetime
{
    private static readonly TimeSpan Hour = TimeSpan.FromHours(1);
    private static readonly TimeSpan Minute = TimeSpan.FromMinutes(1);

    private readonly FixedClock clock = new();
    private readonly Outbound outbound;
    private readonly World world;
    private VendorServer hook = null!;
    private VendorServer slack = null!;
    private VendorAnswer? failure;

    public SinkStories()
    {
        outbound = new(new(), clock);
        world = World.Standing(clock, new WebhookChannel(outbound), new SlackChannel(outbound));
    }

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        hook = await VendorServer.Start(request =>
            failure ?? VendorAnswer.Status(WebhookSink.Fault(request) is null ? 200 : 400));
        slack = await VendorServer.Start(request =>
            failure ?? VendorAnswer.Status(SlackHook.Fault(request) is null ? 200 : 400, "ok"));
    }

    public async ValueTask DisposeAsync()
    {
        await hook.DisposeAsync();
        await slack.DisposeAsync();
        outbound.Dispose();
    }

    /// <summary>Failures, and whether the notice goes on under its id (else it ends and another is made).</summary>
    public static TheoryData<string, bool> WebhookFailures => new()
    {
        { "429", true },
        { "429 after 5 min", true },
        { "500", true },
        { "503", true },
        { "reset", true },
        { "half close", true },
        { "301", false },
        { "404", false },
    };

    [Theory]
    [MemberData(nameof(WebhookFailures))]
    public async Task A_webhook_that_fails_for_an_hour_hears_everything_when_it_recovers(string how, bool isOneNotice)
    {
        Tell("webhook");
        failure = Failure(how);
        await world.Post(World.Firing("A"));
        await world.Pass(Hour);
        var failed = hook.Requests.Count;
        failure = null;
        await world.Pass(Hour / 2);

        var ids = hook.Requests.Select(Id).ToArray();
        Assert.InRange(failed, 4, 75); // a lone group is tried once a minute
        Assert.Equal(failed + 1, hook.Requests.Count);
        Assert.Equal(isOneNotice ? 1 : ids.Length, ids.Distinct().Count());
        Assert.Contains("\"status\":\"firing\"", hook.Requests[^1].Text, StringComparison.Ordinal);

        await world.Post(world.Resolved("A"));
        await world.Pass(World.Interval);

        Assert.Equal(failed + 2, hook.Requests.Count);
        Assert.Contains("\"status\":\"resolved\"", hook.Requests[^1].Text, StringComparison.Ordinal);
        Assert.DoesNotContain(Id(hook.Requests[^1]), ids);
        Assert.Empty(await world.Unsound());
    }

    [Fact]
    public async Task A_webhook_that_fails_over_the_resolve_hears_the_page_first()
    {
        Tell("webhook");
        failure = Failure("500");
        await world.Post(World.Firing("A"));
        await world.Pass(Minute);
        await world.Post(world.Resolved("A"));
        await world.Pass(Hour);
        Assert.Single(hook.Requests.Select(Id).Distinct());
        failure = null;
        var failed = hook.Requests.Count;

        await world.Pass(Hour);

        Assert.Equal(["firing", "resolved"], hook.Requests.Skip(failed).Select(request =>
            request.Text.Contains("\"status\":\"firing\"", StringComparison.Ordinal) ? "firing" : "resolved"));
        Assert.Empty(await world.Unsound());
    }

    [Fact]
    public async Task A_webhook_that_hangs_is_abandoned_after_30_s_and_sent_the_same_notice_again()
    {
        Tell("webhook");
        hook.Respond(VendorAnswer.Hang(Never));
        await world.Post(World.Firing("A"));

        await AbandonedAtTheDeadline(hook);
        await world.Pass(Minute);

        Assert.Equal(2, hook.Requests.Count);
        Assert.Equal(Id(hook.Requests[0]), Id(hook.Requests[1]));
        Assert.Equal(["1", "2"], hook.Requests.Select(request => request.Header("Alerting-Attempt")));
        Assert.Equal(["delivered"], await Outcomes());
    }

    [Fact]
    public async Task A_Slack_that_hangs_is_abandoned_after_30_s_and_told_once_more_as_a_possible_repeat()
    {
        Tell("slack");
        slack.Respond(VendorAnswer.Hang(Never));
        await world.Post(World.Firing("A"));

        await AbandonedAtTheDeadline(slack);
        await world.Pass(Minute);

        AssertPossibleRepeat();
    }

    [Fact]
    public async Task A_Slack_whose_answer_never_ends_is_told_once_more_as_a_possible_repeat()
    {
        Tell("slack");
        slack.Respond(VendorAnswer.SlowBody(200, Never));
        await world.Post(World.Firing("A"));

        await AbandonedAtTheDeadline(slack);
        await world.Pass(Minute);

        AssertPossibleRepeat();
    }

    [Theory]
    [InlineData("reset")]
    [InlineData("half close")]
    [InlineData("nonsense")]
    [InlineData("500")]
    public async Task A_Slack_that_may_have_posted_it_is_told_once_more_as_a_possible_repeat(string how)
    {
        Tell("slack");
        slack.Respond(Failure(how));
        await world.Post(World.Firing("A"));

        await world.Pass(2 * World.Interval);

        AssertPossibleRepeat();
    }

    [Theory]
    [InlineData("429")]
    [InlineData("429 after 12 s")]
    [InlineData("503")]
    public async Task A_Slack_that_puts_off_is_told_once(string how)
    {
        Tell("slack");
        slack.Respond(Failure(how));
        await world.Post(World.Firing("A"));
        await world.Pass(Minute);

        Assert.Equal(2, slack.Requests.Count);
        Assert.DoesNotContain("possible repeat", slack.Requests[1].Text, StringComparison.Ordinal);
        Assert.Equal(["delivered"], await Outcomes());
    }

    [Fact]
    public async Task A_webhook_that_says_nonsense_with_200_was_told()
    {
        Tell("webhook");
        hook.Respond(VendorAnswer.Status(200, "<html>whatever"));
        await world.Post(World.Firing("A"));

        await world.Pass(Hour);

        Assert.Single(hook.Requests);
        Assert.Equal(["delivered"], await Outcomes());
    }

    [Fact]
    public async Task A_webhook_that_hangs_holds_up_no_other_group()
    {
        Tell("webhook");
        hook.Respond(VendorAnswer.Hang(Never));
        await world.Post(World.Firing("A"));
        var stuck = world.Settle();
        await hook.Received(Stop);

        await world.Post(World.Firing("B"));
        await world.Settle();

        Assert.Equal(2, hook.Requests.Count);
        Assert.Contains("\"B\"", hook.Requests[1].Text, StringComparison.Ordinal);
        clock.Advance(NoticeDesk.SendDeadline);
        await stuck;
    }

    private static Task Never => new TaskCompletionSource().Task;

    private static string Id(VendorRequest request) => request.Header("Alerting-Notice-Id")!;

    private static VendorAnswer Failure(string how) => how switch
    {
        "429" => VendorAnswer.Status(429),
        "429 after 12 s" => VendorAnswer.Status(429, retryAfter: "12"),
        "429 after 5 min" => VendorAnswer.Status(429, retryAfter: "300"),
        "301" => VendorAnswer.Redirect("http://127.0.0.1:1/elsewhere"),
        "404" => VendorAnswer.Status(404),
        "500" => VendorAnswer.Status(500),
        "503" => VendorAnswer.Status(503),
        "nonsense" => VendorAnswer.Status(200, "<html>whatever"),
        "reset" => VendorAnswer.Reset,
        "half close" => VendorAnswer.HalfClose,
        _ => throw new ArgumentOutOfRangeException(nameof(how), how, null),
    };

    private void Tell(string kind)
    {
        Integration to = kind == "slack"
            ? new Integration.Slack { Index = 0, SendResolved = true, ApiUrl = Secret.Inline(slack.Url + "/hook") }
            : new Integration.Webhook { Index = 0, SendResolved = true, Url = Secret.Inline(hook.Url + "/hook") };
        world.Configuration.Replace(World.OneReceiver() with { Receivers = [new("team", [to])] }, 1);
    }

    private async Task AbandonedAtTheDeadline(VendorServer vendor)
    {
        var sending = world.Settle();
        await vendor.Received(Stop);
        clock.Advance(NoticeDesk.SendDeadline - TimeSpan.FromMilliseconds(1));
        Assert.False(sending.IsCompleted);

        clock.Advance(TimeSpan.FromMilliseconds(1));
        await sending;
    }

    private void AssertPossibleRepeat()
    {
        Assert.Equal(2, slack.Requests.Count);
        Assert.DoesNotContain("possible repeat", slack.Requests[0].Text, StringComparison.Ordinal);
        Assert.Contains("possible repeat", slack.Requests[1].Text, StringComparison.Ordinal);
    }

    private async Task<string[]> Outcomes() =>
        [.. (await world.Rows("y~")).Select(row => row.Properties.Text("outcome")!)];
}
