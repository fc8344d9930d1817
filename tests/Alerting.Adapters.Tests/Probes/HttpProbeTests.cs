using System.Collections.Immutable;
using Alerting.Adapters.Channels.Http;
using Alerting.Adapters.Probes;
using Alerting.Core.Jobs.Registry;
using Alerting.Core.Ports;
using Alerting.Testing;
using Alerting.Testing.Vendors;
using Xunit;

namespace Alerting.Adapters.Tests.Probes;

/// <summary>Addresses that are asked. Tried: answers, redirects, a server that hangs, resets or is not there.</summary>
public sealed class HttpProbeTests
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(200, true)]
    [InlineData(204, true)]
    [InlineData(404, false)]
    [InlineData(500, false)]
    public async Task Without_a_list_any_2xx_is_good(int status, bool isGood)
    {
        await using var server = await VendorServer.Start(_ => VendorAnswer.Status(status));

        var answer = await Ask(server.Url + "/health?key=s3cr3t");

        Assert.Equal((isGood, $"{server.Url}/health answered {status}"), (answer.IsGood, answer.What));
        var request = Assert.Single(server.Requests);
        Assert.Equal(("GET", "/health?key=s3cr3t", ""), (request.Method, request.Path, request.Text));
    }

    [Theory]
    [InlineData(401, true)]
    [InlineData(200, false)]
    public async Task With_a_list_only_what_is_on_it_is_good(int status, bool isGood)
    {
        await using var server = await VendorServer.Start(_ => VendorAnswer.Status(status));

        Assert.Equal(isGood, (await Ask(server.Url, statuses: [401])).IsGood);
    }

    [Fact]
    public async Task A_redirect_on_the_same_host_is_followed()
    {
        await using var server = await VendorServer.Start(_ => VendorAnswer.Status(200));
        server.Respond(VendorAnswer.Redirect("/there", 302));

        Assert.True((await Ask(server.Url + "/here")).IsGood);
        Assert.Equal(["/here", "/there"], server.Requests.Select(request => request.Path));
    }

    [Fact]
    public async Task A_redirect_to_another_place_inside_is_not()
    {
        await using var inside = await VendorServer.Start(_ => VendorAnswer.Status(200));
        await using var server = await VendorServer.Start(_ => VendorAnswer.Redirect(inside.Url + "/s3cr3t", 302));

        var answer = await Ask(server.Url);

        Assert.False(answer.IsGood);
        Assert.Empty(inside.Requests);
        Assert.DoesNotContain("s3cr3t", answer.What, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Who_does_not_answer_in_time_is_bad()
    {
        var released = new TaskCompletionSource();
        await using var server = await VendorServer.Start(_ => VendorAnswer.Hang(released.Task));
        var clock = new FixedClock();
        using var outbound = new Outbound(new(), clock);

        var asking = new HttpProbe(outbound, clock).Ask(ProbeOf(server.Url, []), Stop);

        // What is not sent yet when its time is over was not left without an answer.
        Assert.True(await RealClock.Instance.Until(() => server.Requests.Count == 1, TimeSpan.FromSeconds(30), Stop));
        await clock.MoveWhileWaitedFor(asking);
        released.SetResult();

        var answer = await asking;
        Assert.False(answer.IsGood);
        Assert.InRange(answer.Took, TimeSpan.FromSeconds(5), TimeSpan.FromSeconds(6));
        Assert.Contains("did not answer", answer.What, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Who_resets_or_is_not_there_is_bad_and_says_why()
    {
        await using var server = await VendorServer.Start(_ => VendorAnswer.Reset);
        var reset = await Ask(server.Url);
        await server.DisposeAsync();
        var gone = await Ask(server.Url);

        Assert.Equal((false, false), (reset.IsGood, gone.IsGood));
        Assert.All([reset, gone], answer => Assert.Contains("127.0.0.1", answer.What, StringComparison.Ordinal));
    }

    private static async Task<ProbeAnswer> Ask(string url, params ImmutableArray<int> statuses)
    {
        using var outbound = new Outbound(new(), RealClock.Instance);
        return await new HttpProbe(outbound, RealClock.Instance).Ask(ProbeOf(url, statuses), Stop);
    }

    private static Probe ProbeOf(string url, ImmutableArray<int> statuses) =>
        new(new(url), TimeSpan.FromMinutes(1), statuses, TimeSpan.FromSeconds(5));
}
