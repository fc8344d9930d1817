using Alerting.Adapters.Channels.Http;
using Alerting.Core.Configuration.Http;
using Alerting.Core.Ports;
using Alerting.Testing;
using Xunit;

namespace Alerting.Adapters.Tests.Channels.Http;

/// <summary>Calls to make.</summary>
internal static class Calls
{
    /// <summary>A POST of a small body to a URL that the operator wrote.</summary>
    public static OutboundPost To(string url, HttpConfig? http = null) => new(
        SecretUrl.Of(url, http is null ? ConfiguredHeaders.None : ConfiguredHeaders.Of(http))!,
        "{\"a\":1}"u8.ToArray(), [], WantsBody: true)
    {
        Http = http ?? HttpConfig.Usual,
    };

    /// <summary>Makes one with connections of its own.</summary>
    public static async Task<Exchange> Make(
        OutboundPost post, ResolveName? resolve = null, Func<string, string?>? variable = null,
        CancellationToken? deadline = null)
    {
        using var outbound = new Outbound(new(), new FixedClock(), resolve, variable ?? (_ => null));
        return await outbound.Post(post, deadline ?? TestContext.Current.CancellationToken);
    }

    /// <summary>The status of an answer; fails where there was none.</summary>
    public static int Status(this Exchange exchange) => Assert.IsType<Exchange.Answered>(exchange).Status;

    /// <summary>The words of a receipt of that kind; fails where it is another, or where there was an answer.</summary>
    public static string Why<T>(this Exchange exchange) where T : Receipt =>
        Assert.IsType<T>(Assert.IsType<Exchange.Failed>(exchange).Receipt).Why;
}
