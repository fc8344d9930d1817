using Alerting.Adapters.Configuration;
using Xunit;

namespace Alerting.Adapters.Tests.Configuration;

public sealed class LocalZoneTests
{
    [Theory]
    [InlineData(null, "UTC")]
    [InlineData("", "UTC")]
    [InlineData("Europe/Berlin", "Europe/Berlin")]
    [InlineData(":Asia/Kathmandu", "Asia/Kathmandu")]
    [InlineData("Europe/Nowhere", "UTC")]
    [InlineData("CET-1CEST,M3.5.0,M10.5.0/3", "UTC")]
    [InlineData("/etc/localtime", "UTC")]
    public void The_local_zone_is_the_one_that_the_variable_names(string? variable, string zone) =>
        Assert.Equal(zone, LocalZone.Of(variable));
}
