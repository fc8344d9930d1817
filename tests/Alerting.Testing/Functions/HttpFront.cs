using System.Globalization;
using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace Alerting.Testing.Functions;

/// <summary>The host's HTTP side: routes, keys, limits; the rest is the handler's.</summary>
internal sealed class HttpFront : IAsyncDisposable
{
    private const long LargestBody = 104_857_600;

    private readonly WebApplication app;
    private readonly HttpFrontRules rules;
    private readonly long largestBody;

    private HttpFront(WebApplication app, HttpFrontRules rules)
    {
        (this.app, this.rules) = (app, rules);
        largestBody = rules.Settings.Find("FUNCTIONS_REQUEST_BODY_SIZE_LIMIT") is { } limit
            ? long.Parse(limit, CultureInfo.InvariantCulture)
            : LargestBody;
    }

    /// <summary>Where it listens.</summary>
    public Uri Address { get; private set; } = null!;

    public static async Task<HttpFront> Start(HttpFrontRules rules, IEnumerable<FunctionDefinition> functions)
    {
        var builder = WebApplication.CreateEmptyBuilder(new());
        builder.Services.AddRoutingCore();
        builder.WebHost.UseKestrelCore().ConfigureKestrel(options =>
        {
            options.Listen(IPAddress.Loopback, 0);
            options.Limits.MaxRequestBodySize = null;
        });
        var front = new HttpFront(builder.Build(), rules);
        front.app.Use(front.Guard);
        foreach (var function in functions)
        {
            front.Map(function);
        }

        await front.app.StartAsync();
        var server = front.app.Services.GetRequiredService<IServer>();
        front.Address = new(server.Features.Get<IServerAddressesFeature>()!.Addresses.Single());
        return front;
    }

    public async ValueTask DisposeAsync()
    {
        await app.StopAsync(new CancellationToken(canceled: true));
        await app.DisposeAsync();
    }

    private void Map(FunctionDefinition function)
    {
        var trigger = (FunctionTrigger.Http)function.Trigger;
        var path = $"/{rules.RoutePrefix}/{trigger.Route}".Replace("//", "/", StringComparison.Ordinal);
        var endpoint = trigger.Methods.Count == 0
            ? app.Map(path, (RequestDelegate)Answer)
            : app.MapMethods(path, trigger.Methods, (RequestDelegate)Answer);
        endpoint.WithMetadata(function);

        Task Answer(HttpContext context) => Forward(context, function);
    }

    // Routing has run before this: no function's endpoint means that none is called.
    private Task Guard(HttpContext context, RequestDelegate next)
    {
        var function = context.GetEndpoint()?.Metadata.GetMetadata<FunctionDefinition>();
        if (rules.IsDown())
        {
            return Say(context, 503, "Function host is not running.");
        }

        if (function is null)
        {
            return Unrouted(context);
        }

        var status = function.IsDisabled ? 404
            : !IsAllowed(context.Request, (FunctionTrigger.Http)function.Trigger) ? 401
            : context.Request.ContentLength > largestBody ? 500
            : 0;
        return status == 0 ? next(context) : Say(context, status);
    }

    private Task Unrouted(HttpContext context)
    {
        var path = context.Request.Path;
        if (path == "/" || !path.HasValue)
        {
            var isOff = rules.Settings.IsOn("AzureWebJobsDisableHomepage");
            return Say(context, isOff ? 204 : 200, isOff ? "" : "Your Functions 4.0 app is up and running");
        }

        var isReserved = path.StartsWithSegments("/admin", StringComparison.OrdinalIgnoreCase)
            || path.StartsWithSegments("/runtime", StringComparison.OrdinalIgnoreCase);
        return Say(context, isReserved ? 401 : 404);
    }

    private bool IsAllowed(HttpRequest request, FunctionTrigger.Http trigger)
    {
        var key = request.Headers.TryGetValue("x-functions-key", out var header) ? header : request.Query["code"];
        return trigger.AuthLevel == "anonymous" || !rules.AsksForKeys || key == rules.MasterKey
            || (trigger.AuthLevel == "function" && key == rules.Key);
    }

    private async Task Forward(HttpContext context, FunctionDefinition function)
    {
        if (!function.IsHttpInAndOut)
        {
            rules.Record.Problem($"{function.Name}: its requests come as envelopes, which is not stood in for");
            await Say(context, 500);
            return;
        }

        using var answer = await rules.Client.Forward(
            function.Name, (id, handler) => ForwardedRequest.Make(context.Request, id, handler));
        if (answer is null && rules.IsDown())
        {
            // The instance is gone, and the connection with it.
            context.Abort();
        }
        else if (answer is null)
        {
            await Say(context, 500);
        }
        else
        {
            CheckForgery(context.Request, answer);
            await Relay(answer, context.Response);
        }
    }

    // A path from outside that ends up as that of an envelope must not be taken for one.
    private void CheckForgery(HttpRequest request, HttpResponseMessage answer)
    {
        var path = Uri.UnescapeDataString(answer.RequestMessage!.RequestUri!.AbsolutePath).Trim('/');
        if (answer.IsSuccessStatusCode && rules.Envelopes.Contains(path))
        {
            rules.Record.Problem($"{request.Path} from outside reached the handler as an envelope of {path}");
        }
    }

    private static async Task Relay(HttpResponseMessage from, HttpResponse to)
    {
        to.StatusCode = (int)from.StatusCode;
        foreach (var (name, values) in from.Headers.Concat(from.Content.Headers))
        {
            if (name is not ("Transfer-Encoding" or "Connection" or "Server" or "Date"))
            {
                to.Headers[name] = values.ToArray();
            }
        }

        var body = await from.Content.ReadAsByteArrayAsync();
        if (body.Length > 0)
        {
            await to.Body.WriteAsync(body);
        }
    }

    private static async Task Say(HttpContext context, int status, string text = "")
    {
        context.Response.StatusCode = status;
        if (text.Length > 0)
        {
            context.Response.ContentType = "text/plain; charset=utf-8";
            await context.Response.WriteAsync(text);
        }
    }
}
