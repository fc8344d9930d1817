using System.Globalization;
using System.Text;
using System.Text.Json;
using Alerting.Testing;
using Alerting.Testing.Functions;
using Alerting.Testing.Vendors;
using Xunit;

namespace Alerting.Stories.Functions;

/// <summary>Timers: what is posted for them and what an answer means.</summary>
public sealed class EnvelopeRules
{
    [Theory]
    [InlineData("", 200, "application/json")]
    [InlineData("", 204, null)]
    [InlineData("null", 200, "application/json")]
    [InlineData("{}", 200, "text/plain")]
    [InlineData("{}", 200, "application/problem+json")]
    [InlineData("{}", 200, null)]
    [InlineData("[]", 200, "application/json")]
    [InlineData("\"ok\"", 200, "application/json")]
    [InlineData("{", 200, "application/json")]
    [InlineData("""{"Outputs":[]}""", 200, "application/json")]
    [InlineData("""{"logs":"line"}""", 200, "application/json")]
    [InlineData("""{"Logs":[{}]}""", 200, "application/json")]
    public async Task A_success_that_the_host_would_hang_or_choke_on_fails_the_test(
        string body, int status, string? type)
    {
        using var root = new TinyRoot().Timer("Tick", "0 * * * * *");
        var host = await FunctionsHost.Start(root.With(new(_ => Answer(body, status, type))));

        await Assert.ThrowsAsync<InvalidOperationException>(() => host.RunTimer("Tick"));

        Assert.StartsWith("Tick: answered", Assert.Single(host.Problems), StringComparison.Ordinal);
        await Assert.ThrowsAnyAsync<Exception>(async () => await host.DisposeAsync());
    }

    [Theory]
    [InlineData("{}", "application/json")]
    [InlineData("""{"outputs":null,"LOGS":["one",2],"ReturnValue":3,"more":[]}""", "text/json; charset=utf-8")]
    public async Task Names_in_an_answer_are_of_any_case_and_none_is_needed(string body, string type)
    {
        using var root = new TinyRoot().Timer("Tick", "0 * * * * *");
        await using var host = await FunctionsHost.Start(root.With(new(_ => Answer(body, 200, type))));

        await host.RunTimer("Tick");

        Assert.Equal(body == "{}" ? [] : ["one", "2"], host.Invocations.Single().Logs);
    }

    [Fact]
    public async Task A_timer_that_fails_is_told_to_the_caller_and_is_no_problem_of_the_app()
    {
        using var root = new TinyRoot().Timer("Tick", "0 * * * * *");
        await using var host = await FunctionsHost.Start(root.With(new(_ => VendorAnswer.Status(503))));

        var failure = await Assert.ThrowsAsync<InvalidOperationException>(() => host.RunTimer("Tick"));

        Assert.Equal("Tick: answered 503", failure.Message);
        Assert.Equal(503, host.Invocations.Single().Status);
    }

    [Fact]
    public async Task A_timer_posts_the_year_1_at_first_and_then_its_last_run()
    {
        var clock = new FixedClock(new(2026, 11, 21, 9, 51, 35, 500, TimeSpan.Zero));
        var handler = new TinyHandler();
        using var root = new TinyRoot().Timer("Tick", "%SCHEDULE%");
        await using var host = await FunctionsHost.Start(
            root.With(handler, null, ("SCHEDULE", "0 */5 * * * *")) with { Time = clock });

        await host.RunTimer("Tick");
        var first = handler.Envelope();
        clock.Advance(TimeSpan.FromMinutes(5));
        await host.RunTimer("Tick", isPastDue: true);

        var timer = first.GetProperty("Data").GetProperty("timer");
        Assert.Equal(
            """{"Last":"0001-01-01T00:00:00+00:00","Next":"2026-11-21T09:55:00+00:00","LastUpdated":"0001-01-01T00:00:00+00:00"}""",
            timer.GetProperty("ScheduleStatus").GetRawText());
        Assert.False(timer.GetProperty("IsPastDue").GetBoolean());
        Assert.True(timer.GetProperty("Schedule").GetProperty("AdjustForDST").GetBoolean());
        Assert.Equal(["sys"], first.GetProperty("Metadata").EnumerateObject().Select(one => one.Name));
        timer = handler.Envelope().GetProperty("Data").GetProperty("timer");
        Assert.Equal("2026-11-21T09:51:35.5+00:00", timer.GetProperty("ScheduleStatus").GetProperty("Last").GetString());
        Assert.True(timer.GetProperty("IsPastDue").GetBoolean());
    }

    [Theory]
    [InlineData("*/30 * * * * *", JsonValueKind.Null)]
    [InlineData("0 * * * * *", JsonValueKind.Object)]
    [InlineData("0 0 3 1-7 * 1", JsonValueKind.Object)]
    public async Task A_schedule_oftener_than_once_a_minute_has_no_status(string schedule, JsonValueKind kind)
    {
        var handler = new TinyHandler();
        using var root = new TinyRoot().Timer("Tick", schedule);
        await using var host = await FunctionsHost.Start(root.With(handler));

        await host.RunTimer("Tick");

        var timer = handler.Envelope().GetProperty("Data").GetProperty("timer");
        Assert.Equal(kind, timer.GetProperty("ScheduleStatus").ValueKind);
    }

    [Fact]
    public async Task A_timer_that_runs_on_startup_runs_once_at_each_start()
    {
        using var root = new TinyRoot().Write("Tick/function.json", """
            {"bindings":[{"type":"timerTrigger","name":"timer","schedule":"0 * * * * *","runOnStartup":true}]}
            """);
        await using var host = await FunctionsHost.Start(root.With(new()));

        await host.Ended("Tick", 1, TestContext.Current.CancellationToken);
        await host.Restart();
        var runs = await host.Ended("Tick", 2, TestContext.Current.CancellationToken);

        Assert.All(runs, run => Assert.True(run.Succeeded));
    }

    [Theory]
    [InlineData(false, "chunked", null)]
    [InlineData(true, null, "set")]
    public async Task An_envelope_is_chunked_in_azure_and_has_a_length_under_core_tools(
        bool isCoreTools, string? encoding, string? length)
    {
        var handler = new TinyHandler();
        using var root = new TinyRoot().Timer("Tick", "0 * * * * *");
        await using var host = await FunctionsHost.Start(root.With(handler) with { IsCoreTools = isCoreTools });

        await host.RunTimer("Tick");

        var request = Assert.Single(handler.Requests);
        Assert.Equal(("POST", "/Tick"), (request.Method, request.Path));
        Assert.Equal("application/json; charset=utf-8", request.Header("Content-Type"));
        Assert.Equal(encoding, request.Header("Transfer-Encoding"));
        Assert.Equal(length is not null, request.Header("Content-Length") is { } bytes
            && int.Parse(bytes, CultureInfo.InvariantCulture) == Encoding.UTF8.GetByteCount(request.Text));
        Assert.Equal(host.HandlerAddress.Authority, request.Header("Host"));
        Assert.StartsWith("Azure-Functions-Host/", request.Header("User-Agent"), StringComparison.Ordinal);
        Assert.Equal(host.Invocations.Single().Id.ToString(), request.Header("X-Azure-Functions-InvocationId"));
    }

    private static VendorAnswer Answer(string body, int status, string? type) => body.Length > 0
        ? TinyHandler.Json(body, status, type)
        : new(context =>
        {
            context.Response.StatusCode = status;
            context.Response.ContentType = type;
            return Task.CompletedTask;
        });
}
