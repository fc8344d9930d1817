using System.Globalization;
using Alerting.Core.Sources.AlertmanagerApi;
using Xunit;

namespace Alerting.Core.Tests.Sources.AlertmanagerApi;

public sealed class GoTimeTests
{
    [Theory]
    [InlineData("", "1970-01-01T00:00:00.0000000+00:00")]
    [InlineData("2026-11-21", "2026-11-21T00:00:00.0000000+00:00")]
    [InlineData("2026-11-21T11:00", "2026-11-21T11:00:00.0000000+00:00")]
    [InlineData("2026-11-21T11:00Z", "2026-11-21T11:00:00.0000000+00:00")]
    [InlineData("2026-11-21T11:00:00", "2026-11-21T11:00:00.0000000+00:00")]
    [InlineData("2026-11-21 11:00:00", "2026-11-21T11:00:00.0000000+00:00")]
    [InlineData("2026-11-21   1:00:00,25", "2026-11-21T01:00:00.2500000+00:00")]
    [InlineData("2026-11-21T1:00:00Z", "2026-11-21T01:00:00.0000000+00:00")]
    [InlineData("2026-11-21T11:00:00.5-02:30", "2026-11-21T11:00:00.5000000-02:30")]
    [InlineData("2026-11-21T11:00:00.123+0200", "2026-11-21T11:00:00.1230000+02:00")]
    [InlineData("2026-11-21T11:00:00.123456+0200", "2026-11-21T11:00:00.1234560+02:00")]
    [InlineData("2026-11-21T11:00:00.123456789123Z", "2026-11-21T11:00:00.1234567+00:00")]
    [InlineData("2026-11-21T11:00:00+14:00", "2026-11-21T11:00:00.0000000+14:00")]
    [InlineData("2026-11-21T11:00:00+24:60", "2026-11-20T10:00:00.0000000+00:00")]
    [InlineData("2024-02-29T00:00:00Z", "2024-02-29T00:00:00.0000000+00:00")]
    [InlineData("0000-02-29T00:00:00Z", "0001-01-01T00:00:00.0000000+00:00")]
    [InlineData("9999-12-31T23:59:59-01:00", "9999-12-31T23:59:59.9999999+00:00")]
    public void Everything_go_openapi_takes_is_read(string text, string expected)
    {
        Assert.True(GoTime.TryParse(text, out var instant, out _));

        Assert.Equal(expected, instant.Value.ToString("O", CultureInfo.InvariantCulture));
    }

    [Theory]
    [InlineData("0001-01-01T00:00:00Z", true)]
    [InlineData("0001-01-01T05:30:00+05:30", true)]
    [InlineData("0001-01-01T00:00:00.0000001Z", false)]
    [InlineData("0001-01-01T00:00:00+01:00", false)]
    [InlineData("0000-12-31T23:59:59Z", false)]
    public void Only_the_zero_instant_means_none(string text, bool isZero)
    {
        Assert.True(GoTime.TryParse(text, out var instant, out _));

        Assert.Equal(isZero, instant.IsZero);
    }

    [Theory]
    [InlineData("x", "parsing time \"x\" as \"2006-01-02\": cannot parse \"x\" as \"2006\"")]
    [InlineData("202x-01-01", "parsing time \"202x-01-01\" as \"2006-01-02\": cannot parse \"-01-01\" as \"2006\"")]
    [InlineData("202", "parsing time \"202\" as \"2006-01-02\": cannot parse \"202\" as \"2006\"")]
    [InlineData("2026", "parsing time \"2026\" as \"2006-01-02\": cannot parse \"\" as \"-\"")]
    [InlineData("2026-1-1", "parsing time \"2026-1-1\" as \"2006-01-02\": cannot parse \"1-1\" as \"01\"")]
    [InlineData("2026-11-1", "parsing time \"2026-11-1\" as \"2006-01-02\": cannot parse \"1\" as \"02\"")]
    [InlineData("2026-13-01T00:00:00Z", "parsing time \"2026-13-01T00:00:00Z\": month out of range")]
    [InlineData("2026-00-01", "parsing time \"2026-00-01\": month out of range")]
    [InlineData("2026-02-30", "parsing time \"2026-02-30\": day out of range")]
    [InlineData("2026-01-00", "parsing time \"2026-01-00\": day out of range")]
    [InlineData("2026-02-30T00:00:00Z", "parsing time \"2026-02-30T00:00:00Z\": extra text: \"T00:00:00Z\"")]
    [InlineData("2026-11-21T24:00:00Z", "parsing time \"2026-11-21T24:00:00Z\": extra text: \"T24:00:00Z\"")]
    [InlineData("2026-11-21T23:60:00Z", "parsing time \"2026-11-21T23:60:00Z\": extra text: \"T23:60:00Z\"")]
    [InlineData("2026-11-21T23:59:60Z", "parsing time \"2026-11-21T23:59:60Z\": extra text: \"T23:59:60Z\"")]
    [InlineData("2026-11-21T11:00:00+0200", "parsing time \"2026-11-21T11:00:00+0200\": extra text: \"T11:00:00+0200\"")]
    [InlineData("2026-11-21T11:00:00.12+0200", "parsing time \"2026-11-21T11:00:00.12+0200\": extra text: \"T11:00:00.12+0200\"")]
    [InlineData("2026-11-21T11:00:00+25:00", "parsing time \"2026-11-21T11:00:00+25:00\": extra text: \"T11:00:00+25:00\"")]
    [InlineData("2026-11-21T11:00:00+00:61", "parsing time \"2026-11-21T11:00:00+00:61\": extra text: \"T11:00:00+00:61\"")]
    [InlineData("2026-11-21t11:00:00z", "parsing time \"2026-11-21t11:00:00z\": extra text: \"t11:00:00z\"")]
    [InlineData("2026-11-21 11:00:00Z", "parsing time \"2026-11-21 11:00:00Z\": extra text: \" 11:00:00Z\"")]
    [InlineData("2026-11-21 11:00", "parsing time \"2026-11-21 11:00\": extra text: \" 11:00\"")]
    [InlineData("2026-11-21 ", "parsing time \"2026-11-21 \": extra text: \" \"")]
    [InlineData("2026-11-21T", "parsing time \"2026-11-21T\": extra text: \"T\"")]
    [InlineData("2026-11-21T11:00:00.", "parsing time \"2026-11-21T11:00:00.\": extra text: \"T11:00:00.\"")]
    [InlineData("é\"\\\n", "parsing time \"\\xc3\\xa9\\\"\\\\\\x0a\" as \"2006-01-02\": cannot parse \"\\xc3\\xa9\\\"\\\\\\x0a\" as \"2006\"")]
    [InlineData("20\ufffd9-06", "parsing time \"20\\xef\\xbf\\xbd9-06\" as \"2006-01-02\": cannot parse \"\\xbd9-06\" as \"2006\"")]
    public void Anything_else_is_refused_in_the_words_of_Go(string text, string expected)
    {
        Assert.False(GoTime.TryParse(text, out _, out var fault));

        Assert.Equal(expected, fault);
    }
}
