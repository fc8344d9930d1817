using System.Text;
using Microsoft.AspNetCore.Connections.Features;
using Microsoft.AspNetCore.Http;

namespace Alerting.Testing.Vendors;

/// <summary>What a stand-in does with one request.</summary>
/// <param name="Act">Answers, or does not.</param>
public sealed record VendorAnswer(Func<HttpContext, Task> Act)
{
    /// <summary>A status with a text body.</summary>
    public static VendorAnswer Status(int status, string body = "", string? retryAfter = null) => new(async context =>
    {
        context.Response.StatusCode = status;
        context.Response.ContentType = "text/plain";
        if (retryAfter is not null)
        {
            context.Response.Headers.RetryAfter = retryAfter;
        }

        // A status that has no body, such as 204, takes not even an empty one.
        if (body.Length > 0)
        {
            await context.Response.WriteAsync(body);
        }
    });

    /// <summary>A redirect.</summary>
    public static VendorAnswer Redirect(string to, int status = 301) => new(context =>
    {
        context.Response.StatusCode = status;
        context.Response.Headers.Location = to;
        return Task.CompletedTask;
    });

    /// <summary>No answer until released or until the caller leaves.</summary>
    public static VendorAnswer Hang(Task released) => new(context => Task.WhenAny(released, Left(context)));

    /// <summary>
    /// A status at once, then one byte of the body and no more until released or until the caller
    /// leaves.
    /// </summary>
    public static VendorAnswer SlowBody(int status, Task released) => new(async context =>
    {
        context.Response.StatusCode = status;
        await context.Response.WriteAsync("o");
        await context.Response.Body.FlushAsync();
        await Task.WhenAny(released, Left(context));
        await context.Response.WriteAsync("k");
    });

    /// <summary>A status and the begin of a body, then the end of the connection, in an orderly way.</summary>
    public static VendorAnswer BrokenBody(int status) => new(async context =>
    {
        // Past the server, which would still hold the bytes when the connection ends.
        var socket = context.Features.Get<IConnectionSocketFeature>()!.Socket;
        await socket.SendAsync(Encoding.ASCII.GetBytes($"HTTP/1.1 {status} Any\r\nContent-Length: 100\r\n\r\n{{"));
        socket.Shutdown(System.Net.Sockets.SocketShutdown.Send);
        await Left(context);
    });

    /// <summary>The request was read; the connection is reset without an answer.</summary>
    public static VendorAnswer Reset { get; } = new(context =>
    {
        context.Abort();
        return Task.CompletedTask;
    });

    /// <summary>The request was read; the connection is closed in an orderly way without an answer.</summary>
    public static VendorAnswer HalfClose { get; } = new(async context =>
    {
        var socket = context.Features.Get<IConnectionSocketFeature>()!.Socket;
        socket.Shutdown(System.Net.Sockets.SocketShutdown.Send);
        await Left(context);
    });

    private static Task Left(HttpContext context)
    {
        var left = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        context.RequestAborted.Register(left.SetResult);
        return left.Task;
    }
}
