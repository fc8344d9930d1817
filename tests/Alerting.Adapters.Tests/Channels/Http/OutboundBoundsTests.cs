using System.Text;
using Alerting.Adapters.Channels.Http;
using Alerting.Core.Ports;
using Alerting.Testing;
using Alerting.Testing.Vendors;
using Xunit;

namespace Alerting.Adapters.Tests.Channels.Http;

/// <summary>Servers that answer without end.</summary>
public sealed class OutboundBoundsTests
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_head_that_never_ends_ends_at_the_deadline()
    {
        var dripped = new TaskCompletionSource();
        await using var server = RawServer.Start(async (stream, stop) =>
        {
            await RawServer.ReadUntil(stream, (byte)'}', stop);
            await stream.WriteAsync("HTTP/1.1 200 OK\r\nX-A: "u8.ToArray(), stop);
            dripped.SetResult();
            await Forever(stop);
        });
        using var deadline = new CancellationTokenSource();

        var calling = Calls.Make(Calls.To($"http://{server.Address}/s3cr3t"), deadline: deadline.Token);
        await dripped.Task.WaitAsync(Stop);
        await deadline.CancelAsync();

        Assert.Equal(
            $"http://{server.Address}/<secret> did not answer before the deadline of the call",
            (await calling).Why<Receipt.Unknown>());
    }

    [Theory]
    [InlineData("HTTP/1.1 200 OK\r\n")]
    [InlineData("HTTP/1.1 200 ")]
    public async Task A_head_without_bounds_is_not_read(string start)
    {
        await using var server = RawServer.Start(async (stream, stop) =>
        {
            await RawServer.ReadUntil(stream, (byte)'}', stop);
            await stream.WriteAsync(Encoding.ASCII.GetBytes(start), stop);
            var piece = Encoding.ASCII.GetBytes(start.EndsWith('\n') ? $"X-{new string('a', 990)}: b\r\n" : new string('a', 1000));
            while (true)
            {
                await stream.WriteAsync(piece, stop);
            }
        });

        var exchange = await Calls.Make(Calls.To($"http://{server.Address}/x"));

        Assert.Equal($"http://{server.Address}/<secret> answered with more headers than are read", exchange.Why<Receipt.Unknown>());
        Assert.Equal(1, server.Connections);
    }

    [Fact]
    public async Task A_body_without_end_is_read_to_its_bound()
    {
        await using var server = RawServer.Start(async (stream, stop) =>
        {
            await RawServer.ReadUntil(stream, (byte)'}', stop);
            await stream.WriteAsync("HTTP/1.1 500 No\r\nConnection: close\r\n\r\n"u8.ToArray(), stop);
            while (true)
            {
                await stream.WriteAsync(new byte[1000], stop);
            }
        });

        var answer = Assert.IsType<Exchange.Answered>(await Calls.Make(Calls.To($"http://{server.Address}/x")));

        Assert.Equal(64 * 1024, answer.Body.Length);
    }

    [Fact]
    public async Task A_server_that_never_shakes_hands_is_given_up_before_anything_is_sent()
    {
        await using var server = RawServer.Start((_, stop) => Forever(stop));
        using var outbound = new Outbound(new() { ConnectTimeout = TimeSpan.FromMilliseconds(200) }, new FixedClock());

        var why = (await outbound.Post(Calls.To($"https://{server.Address}/x"), Stop)).Why<Receipt.Deferred>();

        Assert.Equal($"nothing was sent to https://{server.Address}/<secret>: it did not accept a connection in time", why);
    }

    [Fact]
    public async Task A_proxy_that_never_answers_is_given_up_before_anything_is_sent()
    {
        await using var server = RawServer.Start((_, stop) => Forever(stop));
        using var outbound = new Outbound(new() { ConnectTimeout = TimeSpan.FromMilliseconds(200) }, new FixedClock());
        var http = new Core.Configuration.Http.HttpConfig { Proxy = new() { Url = Core.Configuration.Secret.Inline($"http://{server.Address}") } };

        (await outbound.Post(Calls.To("https://hook.example/x", http), Stop)).Why<Receipt.Deferred>();
    }

    [Fact]
    public async Task Kinds_of_connections_are_kept_within_a_bound()
    {
        await using var server = await VendorServer.Start(_ => VendorAnswer.Status(200));
        using var outbound = new Outbound(new(), new FixedClock());

        for (var i = 0; i < 70; i++)
        {
            var http = new Core.Configuration.Http.HttpConfig { Tls = new() { ServerName = $"{i}.example" } };
            Assert.Equal(200, (await outbound.Post(Calls.To(server.Url, http), Stop)).Status());
        }

        Assert.Equal(64, outbound.Callers);
    }

    private static Task Forever(CancellationToken stop) => new TaskCompletionSource().Task.WaitAsync(stop);
}
