using Alerting.Testing.Functions;
using Alerting.Testing.Vendors;
using Xunit;

namespace Alerting.Stories.Functions;

/// <summary>What becomes of messages.</summary>
public sealed class SettlementRules
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_message_is_completed_by_a_success_and_not_offered_again()
    {
        await using var stage = await QueueStage.Start();
        var handler = new TinyHandler();
        using var root = new TinyRoot().Queue("Wake", "wake");
        await using var host = await FunctionsHost.Start(root.With(handler, stage.Bus) with { Time = stage.Clock });

        await stage.Send("one");
        await stage.Send("two");
        var ended = await host.Ended("Wake", 2, Stop);
        stage.Clock.Advance(TimeSpan.FromMinutes(5));

        Assert.All(ended, one => Assert.Equal(Settlement.Completed, one.Settled));
        Assert.Equal(2, handler.Requests.Count);
    }

    [Fact]
    public async Task A_failure_is_offered_again_at_once_until_it_is_dead()
    {
        await using var stage = await QueueStage.Start(maxDeliveries: 4);
        var handler = new TinyHandler(_ => VendorAnswer.Status(500));
        using var root = new TinyRoot().Queue("Wake", "wake");
        await using var host = await FunctionsHost.Start(root.With(handler, stage.Bus) with { Time = stage.Clock });

        await stage.Send("poison");
        var ended = await host.Ended("Wake", 4, Stop);

        Assert.All(ended, one => Assert.Equal((Settlement.Abandoned, "answered 500"), (one.Settled, one.Why)));
        Assert.Equal("poison", System.Text.Encoding.UTF8.GetString(Assert.Single(stage.Bus.DeadLetters("wake")).Body.Span));
        Assert.Equal(["1", "2", "3", "4"], handler.Requests.Select(DeliveryCount));
    }

    [Fact]
    public async Task An_empty_success_is_a_problem_and_its_message_is_not_completed()
    {
        await using var stage = await QueueStage.Start(maxDeliveries: 1);
        using var root = new TinyRoot().Queue("Wake", "wake");
        await using var host = await FunctionsHost.Start(
            root.With(new(_ => VendorAnswer.Status(200)), stage.Bus) with { Time = stage.Clock });

        await stage.Send("one");
        var ended = await host.Ended("Wake", 1, Stop);

        Assert.Equal(Settlement.Abandoned, ended[0].Settled);
        Assert.Contains("empty body", Assert.Single(host.TakeProblems()), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_killed_instance_settles_nothing_and_the_message_comes_back_when_its_lock_has_run_out()
    {
        await using var stage = await QueueStage.Start();
        var handler = new TinyHandler(_ => stage.WhenReleased);
        using var root = new TinyRoot().Queue("Wake", "wake").Http("Orders", "orders");
        await using var host = await FunctionsHost.Start(root.With(handler, stage.Bus) with { Time = stage.Clock });
        var port = host.HandlerAddress.Port;
        await stage.Send("one");
        await handler.Received(Stop);

        host.Kill();
        var killed = await host.Ended("Wake", 1, Stop);
        using var meanwhile = await host.Client.GetAsync("/api/orders", Stop);
        stage.Release();
        await host.Restart();
        stage.Clock.Advance(TimeSpan.FromSeconds(60));
        var ended = await host.Ended("Wake", 2, Stop);

        Assert.Equal((false, Settlement.None), (killed[0].Succeeded, killed[0].Settled));
        Assert.Equal(503, (int)meanwhile.StatusCode);
        Assert.Equal(Settlement.Completed, ended[1].Settled);
        Assert.Equal(["1", "2"], handler.Requests.Select(DeliveryCount));
        Assert.Equal(port, host.HandlerAddress.Port);
    }

    [Fact]
    public async Task A_crash_of_the_handler_alone_offers_the_message_again_at_once()
    {
        await using var stage = await QueueStage.Start();
        var handler = new TinyHandler(_ => stage.WhenReleased);
        using var root = new TinyRoot().Queue("Wake", "wake");
        await using var host = await FunctionsHost.Start(root.With(handler, stage.Bus) with { Time = stage.Clock });
        await stage.Send("one");
        await handler.Received(Stop);

        host.Crash();
        var crashed = await host.Ended("Wake", 1, Stop);
        stage.Release();
        var ended = await host.Ended("Wake", 2, Stop);

        Assert.Equal(Settlement.Abandoned, crashed[0].Settled);
        Assert.Equal(Settlement.Completed, ended[1].Settled);
        Assert.Equal(["1", "2"], handler.Requests.Select(DeliveryCount));
    }

    [Fact]
    public async Task A_function_over_its_time_ends_the_handler_and_with_it_every_other_call()
    {
        await using var stage = await QueueStage.Start();
        var handler = new TinyHandler(_ => stage.WhenReleased);
        using var root = new TinyRoot().Queue("Wake", "wake").Timer("Tick", "0 * * * * *");
        await using var host = await FunctionsHost.Start(root.With(handler, stage.Bus) with { Time = stage.Clock });
        var tick = host.RunTimer("Tick");
        await handler.Received(Stop);
        stage.Clock.Advance(TimeSpan.FromMinutes(9));
        await stage.Send("one");
        await handler.Received(Stop);

        stage.Clock.Advance(TimeSpan.FromMinutes(1));
        var failure = await Assert.ThrowsAsync<InvalidOperationException>(() => tick);
        var cut = await host.Ended("Wake", 1, Stop);
        stage.Release();
        var ended = await host.Ended("Wake", 2, Stop);

        Assert.Contains("Timeout value of 00:10:00 was exceeded", failure.Message, StringComparison.Ordinal);
        Assert.Equal(Settlement.Abandoned, cut[0].Settled);
        Assert.Equal(Settlement.Completed, ended[1].Settled);
    }

    [Theory]
    [InlineData(4.5, Settlement.Completed)]
    [InlineData(7, Settlement.LockLost)]
    public async Task A_lock_is_renewed_for_five_minutes_and_what_takes_longer_cannot_be_completed(
        double minutes, Settlement settled)
    {
        await using var stage = await QueueStage.Start();
        var handler = new TinyHandler(_ => stage.WhenReleased);
        using var root = new TinyRoot().Queue("Wake", "wake");
        await using var host = await FunctionsHost.Start(root.With(handler, stage.Bus) with { Time = stage.Clock });
        await stage.Send("one");
        await handler.Received(Stop);

        stage.Clock.Advance(TimeSpan.FromMinutes(minutes));
        stage.Release();
        var first = handler.Requests[0].Header("X-Azure-Functions-InvocationId");
        await host.Ended("Wake", settled == Settlement.LockLost ? 2 : 1, Stop);

        var ended = host.Invocations.Single(one => one.Id.ToString() == first);
        Assert.Equal((true, settled), (ended.Succeeded, ended.Settled));
    }

    [Fact]
    public async Task A_queue_function_is_called_so_often_at_once_and_no_oftener()
    {
        await using var stage = await QueueStage.Start();
        var handler = new TinyHandler(_ => stage.WhenReleased);
        using var root = new TinyRoot().Queue("Wake", "wake").Queue("Other", "other");
        var options = root.With(
            handler, stage.Bus, ("AzureFunctionsJobHost__extensions__serviceBus__maxConcurrentCalls", "3"));
        await using var host = await FunctionsHost.Start(options with { Time = stage.Clock });
        for (var i = 0; i < 5; i++)
        {
            await stage.Send("one");
        }

        for (var i = 0; i < 3; i++)
        {
            await handler.Received(Stop);
        }

        // The other function has slots of its own: that it is called shows that nothing else of this one will be.
        await stage.Send("two", "other");
        await handler.Received(Stop);
        var paths = handler.Requests.Select(request => request.Path).Order().ToArray();
        stage.Release();
        await host.Ended("Wake", 5, Stop);

        Assert.Equal(["/Other", "/Wake", "/Wake", "/Wake"], paths);
    }

    [Fact]
    public async Task Two_instances_listen_to_their_own_functions_alone()
    {
        await using var stage = await QueueStage.Start();
        var (one, two) = (new TinyHandler(), new TinyHandler());
        using var root = new TinyRoot().Queue("Wake", "wake").Queue("Other", "other").Http("Orders", "orders")
            .Timer("Tick", "0 * * * * *");
        await using var queues = await FunctionsHost.Start(
            root.With(one, stage.Bus) with { Time = stage.Clock, Functions = ["Wake"] });
        await using var rest = await FunctionsHost.Start(
            root.With(two, stage.Bus) with { Time = stage.Clock, Functions = ["Other", "Orders", "Tick"] });

        await stage.Send("a");
        await stage.Send("b", "other");
        await queues.Ended("Wake", 1, Stop);
        await rest.Ended("Other", 1, Stop);
        await rest.RunTimer("Tick");
        await Assert.ThrowsAsync<InvalidOperationException>(() => queues.RunTimer("Tick"));
        using var none = await queues.Client.GetAsync("/api/orders", Stop);
        using var some = await rest.Client.GetAsync("/api/orders", Stop);

        Assert.Equal((404, 200), ((int)none.StatusCode, (int)some.StatusCode));
        Assert.Equal(["/Wake"], one.Requests.Select(request => request.Path));
        Assert.Equal(["/Other", "/Tick", "/api/orders"], two.Requests.Select(request => request.Path));
    }

    private static string DeliveryCount(VendorRequest request) => System.Text.Json.JsonDocument.Parse(request.Body)
        .RootElement.GetProperty("Metadata").GetProperty("DeliveryCount").GetString()!;
}
