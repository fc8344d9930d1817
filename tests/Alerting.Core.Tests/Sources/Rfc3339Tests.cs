using System.Globalization;
using Alerting.Core.Sources;
using Xunit;

namespace Alerting.Core.Tests.Sources;

public sealed class Rfc3339Tests
{
    [Theory]
    [InlineData("2026-11-21T11:00:00Z", "2026-11-21T11:00:00.0000000+00:00")]
    [InlineData("2026-11-21t11:00:00z", "2026-11-21T11:00:00.0000000+00:00")]
    [InlineData("2026-11-21T11:00:00.5Z", "2026-11-21T11:00:00.5000000+00:00")]
    [InlineData("2026-11-21T11:00:00.123456789Z", "2026-11-21T11:00:00.1234567+00:00")]
    [InlineData("2026-11-21T11:00:00.999999999+05:30", "2026-11-21T11:00:00.9999999+05:30")]
    [InlineData("2026-11-21T11:00:00-14:00", "2026-11-21T11:00:00.0000000-14:00")]
    [InlineData("2026-11-21T11:00:00+23:59", "2026-11-20T11:01:00.0000000+00:00")]
    [InlineData("2024-02-29T00:00:00-00:00", "2024-02-29T00:00:00.0000000+00:00")]
    [InlineData("9999-12-31T23:59:59.999999999Z", "9999-12-31T23:59:59.9999999+00:00")]
    [InlineData("9999-12-31T23:59:59-01:00", "9999-12-31T23:59:59.9999999+00:00")]
    [InlineData("0001-01-01T00:00:00Z", "0001-01-01T00:00:00.0000000+00:00")]
    [InlineData("0001-01-01T00:00:00+01:00", "0001-01-01T00:00:00.0000000+00:00")]
    [InlineData("0001-01-01T00:00:00-01:00", "0001-01-01T00:00:00.0000000-01:00")]
    [InlineData("0000-12-31T23:30:00-01:00", "0001-01-01T00:30:00.0000000+00:00")]
    [InlineData("0000-02-29T00:00:00Z", "0001-01-01T00:00:00.0000000+00:00")]
    public void A_time_is_read_with_its_offset(string text, string expected)
    {
        Assert.True(Rfc3339.TryParse(text, out var value));

        Assert.Equal(expected, value.ToString("O", CultureInfo.InvariantCulture));
    }

    [Theory]
    [InlineData("")]
    [InlineData("now")]
    [InlineData("2026-11-21")]
    [InlineData("2026-11-21T11:00:00")]
    [InlineData("2026-11-21T11:00Z")]
    [InlineData("2026-11-21 11:00:00Z")]
    [InlineData("2026-11-21T11:00:00+0000")]
    [InlineData("2026-11-21T11:00:00+01")]
    [InlineData("2026-11-21T11:00:00+24:00")]
    [InlineData("2026-11-21T11:00:00+01:60")]
    [InlineData("2026-11-21T11:00:00.Z")]
    [InlineData("2026-11-21T11:00:00,5Z")]
    [InlineData("2026-11-21T11:00:00ZZ")]
    [InlineData("2026-11-21T24:00:00Z")]
    [InlineData("2026-11-21T23:60:00Z")]
    [InlineData("2026-12-31T23:59:60Z")]
    [InlineData("2026-02-29T00:00:00Z")]
    [InlineData("2026-00-01T00:00:00Z")]
    [InlineData("2026-13-01T00:00:00Z")]
    [InlineData("2026-01-00T00:00:00Z")]
    [InlineData("+026-01-01T00:00:00Z")]
    [InlineData("２026-01-01T00:00:00Z")]
    public void Anything_else_is_not_a_time(string text) => Assert.False(Rfc3339.TryParse(text, out _));
}
