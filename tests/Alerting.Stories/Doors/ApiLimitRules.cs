using System.Text;
using Alerting.Handler.Http;
using Alerting.Testing;
using Microsoft.AspNetCore.Http;
using Xunit;

namespace Alerting.Stories.Doors;

public sealed class ApiLimitRules
{
    private readonly FixedClock clock = new(new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero));

    [Fact]
    public async Task One_reader_too_many_is_answered_503_until_another_has_ended()
    {
        var limits = new ApiLimits(new() { GetConcurrency = 2 }, clock);
        var held = new TaskCompletionSource();
        Task[] readers = [limits.Pass(Request("GET"), _ => held.Task), limits.Pass(Request("GET"), _ => held.Task)];

        var late = Request("GET");
        await limits.Pass(late, _ => Task.CompletedTask);
        Assert.Equal((503, "Limit of concurrent GET requests reached (2), try again later.\n\n"), Answer(late));
        Assert.Equal(200, await Status(limits, Request("POST")));
        Assert.Equal(200, await Status(limits, Request("GET", "/-/healthy")));

        held.SetResult();
        await Task.WhenAll(readers);
        Assert.Equal(200, await Status(limits, Request("GET")));
    }

    [Fact]
    public async Task What_takes_too_long_is_answered_503()
    {
        var limits = new ApiLimits(new() { Timeout = TimeSpan.FromSeconds(90) }, clock);
        var request = Request("GET");
        var asked = limits.Pass(request, context => Task.Delay(Timeout.InfiniteTimeSpan, clock, context.RequestAborted));

        clock.Advance(TimeSpan.FromSeconds(89));
        Assert.False(asked.IsCompleted);
        clock.Advance(TimeSpan.FromSeconds(1));
        await asked;

        Assert.Equal((503, "Exceeded configured timeout of 1m30s.\n"), Answer(request));
    }

    [Fact]
    public async Task What_was_stored_all_the_same_is_answered_as_that()
    {
        var limits = new ApiLimits(new() { Timeout = TimeSpan.FromSeconds(1) }, clock);
        var request = Request("POST");

        await limits.Pass(request, context =>
        {
            clock.Advance(TimeSpan.FromSeconds(2));
            return Task.CompletedTask;
        });

        Assert.Equal((200, ""), Answer(request));
    }

    private static async Task<int> Status(ApiLimits limits, HttpContext request)
    {
        await limits.Pass(request, _ => Task.CompletedTask);
        return request.Response.StatusCode;
    }

    private static DefaultHttpContext Request(string method, string path = "/api/v2/alerts") => new()
    {
        Request = { Method = method, Path = path },
        Response = { Body = new MemoryStream() },
    };

    private static (int Status, string Text) Answer(HttpContext context) =>
        (context.Response.StatusCode, Encoding.UTF8.GetString(((MemoryStream)context.Response.Body).ToArray()));
}
