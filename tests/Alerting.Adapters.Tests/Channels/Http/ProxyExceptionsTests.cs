using Alerting.Adapters.Channels.Http.Proxying;
using Xunit;

namespace Alerting.Adapters.Tests.Channels.Http;

public sealed class ProxyExceptionsTests
{
    [Theory]
    [InlineData("", "http://hook.example", false)]
    [InlineData("*", "http://hook.example", true)]
    [InlineData("hook.example", "http://hook.example", true)]
    [InlineData("HOOK.example", "http://hook.EXAMPLE.", true)]
    [InlineData("hook.example", "http://a.hook.example", true)]
    [InlineData("hook.example", "http://xhook.example", false)]
    [InlineData(".hook.example", "http://a.hook.example", true)]
    [InlineData(".hook.example", "http://hook.example", false)]
    [InlineData("*.hook.example", "http://a.hook.example", true)]
    [InlineData("*.hook.example", "http://hook.example", false)]
    [InlineData("hook.example:8080", "http://hook.example:8080", true)]
    [InlineData("hook.example:8080", "http://hook.example", false)]
    [InlineData("hook.example:80", "http://hook.example", true)]
    [InlineData("hook.example:443", "https://hook.example", true)]
    [InlineData("a, ,hook.example ,b", "http://hook.example", true)]
    [InlineData("10.1.2.3", "http://10.1.2.3", true)]
    [InlineData("10.1.2.3:81", "http://10.1.2.3", false)]
    [InlineData("10.1.0.0/16", "http://10.1.2.3", true)]
    [InlineData("10.1.0.0/16", "http://10.2.2.3", false)]
    [InlineData("10.1.0.0/16", "http://hook.example", false)]
    [InlineData("fd00::/8", "http://[fd00::1]:81", true)]
    [InlineData("[fd00::1]:81", "http://[fd00::1]:81", true)]
    [InlineData("[fd00::1]:81", "http://[fd00::1]", false)]
    [InlineData("fd00::1", "http://[fd00::1]", true)]
    [InlineData("other", "http://localhost:9", true)]
    [InlineData("other", "http://127.3.2.1", true)]
    [InlineData("other", "http://[::1]", true)]
    [InlineData(".", "http://hook.example", false)]
    [InlineData(":80", "http://hook.example", false)]
    public void Hosts_are_read_as_go_reads_them(string exceptions, string target, bool expected) =>
        Assert.Equal(expected, new ProxyExceptions(exceptions).Holds(new(target)));
}
