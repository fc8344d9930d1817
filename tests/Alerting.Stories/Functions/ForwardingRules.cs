using System.Net;
using Alerting.Testing.Functions;
using Alerting.Testing.Vendors;
using Xunit;

namespace Alerting.Stories.Functions;

/// <summary>What a request goes through between the sender and the handler.</summary>
public sealed class ForwardingRules
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Path_host_and_body_arrive_repeated_parameters_joined_and_the_encoding_unnamed()
    {
        var handler = new TinyHandler();
        using var root = new TinyRoot().Http("Orders", "orders/{id?}");
        await using var host = await FunctionsHost.Start(root.With(handler));
        using var request = new HttpRequestMessage(HttpMethod.Post, "/api/orders/7?a=1&b=x%20y&a=2");
        request.Headers.Host = "app.example";
        request.Headers.Add("X-Forwarded-For", "203.0.113.9:51234");
        request.Headers.UserAgent.ParseAdd("curl/8.5.0");
        request.Content = new ByteArrayContent([0x1f, 0x8b]);
        request.Content.Headers.ContentType = new("application/json");
        request.Content.Headers.ContentEncoding.Add("gzip");

        using var answer = await host.Client.SendAsync(request, Stop);

        var arrived = Assert.Single(handler.Requests);
        Assert.Equal("/api/orders/7?a=1,2&b=x%20y", arrived.Path);
        Assert.Equal([0x1f, 0x8b], arrived.Body.ToArray());
        Assert.Equal("app.example", arrived.Header("Host"));
        Assert.Equal("application/json", arrived.Header("Content-Type"));
        Assert.Null(arrived.Header("Content-Encoding"));
        Assert.StartsWith("203.0.113.9:51234, 127.0.0.1:", arrived.Header("X-Forwarded-For"), StringComparison.Ordinal);
        Assert.Equal("https", arrived.Header("X-Forwarded-Proto"));
        Assert.StartsWith("curl/8.5.0 Azure-Functions-Host/", arrived.Header("User-Agent"), StringComparison.Ordinal);
        Assert.Equal(host.Invocations.Single().Id.ToString(), arrived.Header("X-Azure-Functions-InvocationId"));
        Assert.NotNull(arrived.Header("X-Azure-Functions-HostVersion"));
    }

    [Fact]
    public async Task A_chunked_request_fails_in_the_host_and_never_reaches_the_handler()
    {
        var handler = new TinyHandler();
        using var root = new TinyRoot().Http("Orders", "orders");
        await using var host = await FunctionsHost.Start(root.With(handler));
        using var request = new HttpRequestMessage(HttpMethod.Post, "/api/orders")
        {
            Content = new StringContent("{}"),
        };
        request.Headers.TransferEncodingChunked = true;

        using var answer = await host.Client.SendAsync(request, Stop);

        Assert.Equal(HttpStatusCode.InternalServerError, answer.StatusCode);
        Assert.Empty(await answer.Content.ReadAsByteArrayAsync(Stop));
        Assert.Empty(handler.Requests);
        Assert.False(host.Invocations.Single().Succeeded);
    }

    [Fact]
    public async Task A_body_with_a_length_arrives_whatever_the_method()
    {
        var handler = new TinyHandler();
        using var root = new TinyRoot().Http("Orders", "orders");
        await using var host = await FunctionsHost.Start(root.With(handler));
        using var request = new HttpRequestMessage(HttpMethod.Get, "/api/orders")
        {
            Content = new ByteArrayContent([1, 2]),
        };

        using var with = await host.Client.SendAsync(request, Stop);
        using var without = await host.Client.GetAsync("/api/orders", Stop);

        Assert.Equal([2, 0], handler.Requests.Select(arrived => arrived.Body.Length));
        Assert.Equal(["2", null], handler.Requests.Select(arrived => arrived.Header("Content-Length")));
    }

    [Fact]
    public async Task An_instance_that_is_killed_leaves_its_senders_without_an_answer()
    {
        var handler = new TinyHandler(_ => VendorAnswer.Hang(new TaskCompletionSource().Task));
        using var root = new TinyRoot().Http("Orders", "orders");
        await using var host = await FunctionsHost.Start(root.With(handler));
        var answer = host.Client.GetAsync("/api/orders", Stop);
        await handler.Received(Stop);

        host.Kill();

        await Assert.ThrowsAsync<HttpRequestException>(() => answer);
        using var after = await host.Client.GetAsync("/api/orders", Stop);
        Assert.Equal(HttpStatusCode.ServiceUnavailable, after.StatusCode);
        Assert.Equal("Function host is not running.", await after.Content.ReadAsStringAsync(Stop));
    }

    [Fact]
    public async Task A_handler_that_dies_fails_the_request_and_the_next_one_waits_for_its_successor()
    {
        var isFirst = true;
        var handler = new TinyHandler(_ =>
        {
            (var hangs, isFirst) = (isFirst, false);
            return hangs ? VendorAnswer.Hang(new TaskCompletionSource().Task) : TinyHandler.Json("{}");
        });
        using var root = new TinyRoot().Http("Orders", "orders");
        await using var host = await FunctionsHost.Start(root.With(handler));
        var cut = host.Client.GetAsync("/api/orders", Stop);
        await handler.Received(Stop);

        host.Crash();
        using var next = await host.Client.GetAsync("/api/orders", Stop);
        using var failed = await cut;

        Assert.Equal([500, 200], [(int)failed.StatusCode, (int)next.StatusCode]);
    }

    [Theory]
    [InlineData(302)]
    [InlineData(404)]
    [InlineData(500)]
    public async Task Any_answer_of_the_handler_goes_through_and_is_a_success(int status)
    {
        var handler = new TinyHandler(_ => new VendorAnswer(async context =>
        {
            context.Response.Headers.Location = "/api/elsewhere";
            await TinyHandler.Json("said", status, "application/problem+json").Act(context);
        }));
        using var root = new TinyRoot().Http("Orders", "orders");
        await using var host = await FunctionsHost.Start(root.With(handler));

        using var answer = await host.Client.GetAsync("/api/orders", Stop);

        Assert.Equal(status, (int)answer.StatusCode);
        Assert.Equal("said", await answer.Content.ReadAsStringAsync(Stop));
        Assert.Equal("application/problem+json", answer.Content.Headers.ContentType?.MediaType);
        Assert.Equal("/api/elsewhere", answer.Headers.Location?.ToString());
        Assert.True(host.Invocations.Single().Succeeded);
    }

    [Theory]
    [InlineData("GET", "/api/inbox", 200, "Inbox")]
    [InlineData("GET", "/api/other/deep", 200, "Rest")]
    [InlineData("POST", "/api/inbox", 200, "Rest")]
    [InlineData("GET", "/api/only", 200, "Rest")]
    [InlineData("GET", "/api/off", 404, null)]
    [InlineData("GET", "/inbox", 404, null)]
    [InlineData("GET", "/Wake", 404, null)]
    [InlineData("GET", "/admin/host/status", 401, null)]
    [InlineData("GET", "/runtime/webhooks", 401, null)]
    [InlineData("GET", "/", 200, null)]
    public async Task Literal_routes_come_first_and_what_has_no_route_never_reaches_the_handler(
        string method, string path, int status, string? function)
    {
        var handler = new TinyHandler();
        using var root = new TinyRoot().Http("Rest", "{*path}").Http("Inbox", "inbox", "\"get\"")
            .Http("Off", "off").Http("Only", "only", "\"post\"").Queue("Wake", "wake");
        await using var host = await FunctionsHost.Start(
            root.With(handler, null, ("AzureWebJobs.Off.Disabled", "true")));
        using var request = new HttpRequestMessage(new(method), path);

        using var answer = await host.Client.SendAsync(request, Stop);

        Assert.Equal(status, (int)answer.StatusCode);
        Assert.Equal(function, host.Invocations.SingleOrDefault()?.Function);
    }

    [Fact]
    public async Task A_method_that_no_function_takes_is_not_found()
    {
        using var root = new TinyRoot().Http("Only", "only", "\"post\"");
        await using var host = await FunctionsHost.Start(root.With(new TinyHandler()));

        using var answer = await host.Client.GetAsync("/api/only", Stop);

        Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
    }

    [Theory]
    [InlineData("function", "none", 401)]
    [InlineData("function", "wrong", 401)]
    [InlineData("function", "key", 200)]
    [InlineData("function", "master", 200)]
    [InlineData("admin", "key", 401)]
    [InlineData("admin", "master", 200)]
    public async Task The_host_asks_for_the_key_in_the_header_or_else_in_the_query(string level, string key, int status)
    {
        using var root = new TinyRoot().Http("Orders", "orders", level: level);
        await using var host = await FunctionsHost.Start(root.With(new TinyHandler()));
        var value = key switch { "key" => host.Key, "master" => host.MasterKey, "wrong" => "wrong", _ => "" };
        using var request = new HttpRequestMessage(HttpMethod.Get, "/api/orders?code=" + host.MasterKey);
        request.Headers.Add("x-functions-key", value);

        using var byHeader = await host.Client.SendAsync(request, Stop);
        using var byQuery = await host.Client.GetAsync("/api/orders?code=" + value, Stop);

        Assert.Equal(status, (int)byHeader.StatusCode);
        Assert.Equal(status, (int)byQuery.StatusCode);
    }

    [Fact]
    public async Task Core_tools_ask_for_no_key()
    {
        using var root = new TinyRoot().Http("Orders", "orders", level: "admin");
        await using var host = await FunctionsHost.Start(root.With(new TinyHandler()) with { IsCoreTools = true });

        using var answer = await host.Client.GetAsync("/api/orders", Stop);

        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
    }

    [Fact]
    public async Task A_body_over_the_limit_is_a_failure_of_the_host()
    {
        var handler = new TinyHandler();
        using var root = new TinyRoot().Http("Orders", "orders");
        await using var host = await FunctionsHost.Start(
            root.With(handler, null, ("FUNCTIONS_REQUEST_BODY_SIZE_LIMIT", "3")));
        using var small = new ByteArrayContent([1, 2, 3]);
        using var large = new ByteArrayContent([1, 2, 3, 4]);

        using var taken = await host.Client.PostAsync("/api/orders", small, Stop);
        using var refused = await host.Client.PostAsync("/api/orders", large, Stop);

        Assert.Equal([200, 500], [(int)taken.StatusCode, (int)refused.StatusCode]);
        Assert.Single(handler.Requests);
    }

    [Theory]
    [InlineData("/api/../Wake")]
    [InlineData("/api/%2e%2e/Wake")]
    [InlineData("/api/..%5CWake")]
    [InlineData("/api/orders/..%5C..%5C..%5CWake/x")]
    [InlineData("/Wake")]
    [InlineData("//Wake")]
    public async Task No_path_from_outside_becomes_an_envelope_where_routes_are_literal(string target)
    {
        var handler = new TinyHandler();
        using var root = new TinyRoot().Http("Orders", "orders/{id}").Queue("Wake", "wake");
        await using var host = await FunctionsHost.Start(root.With(handler));

        Assert.Equal(404, await RawRequest.Post(host.Address, target, Stop));
        Assert.Empty(handler.Requests);
    }

    [Theory]
    [InlineData("{*path}", "/api/..%5CWake")]
    [InlineData("{*path}", "/api/%252e%252e/Wake")]
    [InlineData("{*path}", "/api/%252e%252e/wake")]
    [InlineData("orders/{id}", "/api/orders/..%5C..%5CWake")]
    public async Task A_route_with_a_parameter_lets_a_forged_envelope_through_and_taking_it_is_a_problem(
        string route, string target)
    {
        var handler = new TinyHandler();
        using var root = new TinyRoot().Http("Rest", route).Queue("Wake", "wake");
        await using var host = await FunctionsHost.Start(root.With(handler));

        Assert.Equal(200, await RawRequest.Post(host.Address, target, Stop));

        Assert.Equal("/wake", Assert.Single(handler.Requests).Path, ignoreCase: true);
        Assert.Contains("from outside", Assert.Single(host.TakeProblems()), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_forged_envelope_that_is_refused_is_no_problem()
    {
        var handler = new TinyHandler(_ => VendorAnswer.Status(404));
        using var root = new TinyRoot().Http("Rest", "{*path}").Queue("Wake", "wake");
        await using var host = await FunctionsHost.Start(root.With(handler));

        Assert.Equal(404, await RawRequest.Post(host.Address, "/api/..%5CWake", Stop));

        Assert.Single(handler.Requests);
        Assert.Empty(host.Problems);
    }
}
