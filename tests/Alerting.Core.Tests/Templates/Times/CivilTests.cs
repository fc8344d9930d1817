using Alerting.Core.Templates.Times;
using Xunit;

namespace Alerting.Core.Tests.Templates.Times;

public sealed class CivilTests
{
    [Fact]
    public void Every_day_of_the_calendar_is_the_one_that_NET_has()
    {
        var epoch = new DateTime(1970, 1, 1, 0, 0, 0, DateTimeKind.Utc);
        for (var date = DateTime.MinValue; date.Year < 9999; date = date.AddDays(97))
        {
            var days = (long)(date.Date - epoch).TotalDays;
            Assert.Equal(new Civil(date.Year, date.Month, date.Day), Civil.Of(days));
            Assert.Equal(days, Civil.Days(date.Year, date.Month, date.Day));
            Assert.Equal(date.DayOfYear, Civil.Of(days).DayOfYear);
        }
    }

    [Theory]
    [InlineData(2026, 13, 1, 2027, 1, 1)]
    [InlineData(2026, 0, 1, 2025, 12, 1)]
    [InlineData(2026, 2, 31, 2026, 3, 3)]
    [InlineData(2024, 2, 30, 2024, 3, 1)]
    [InlineData(2026, -11, 0, 2024, 12, 31)]
    [InlineData(0, 3, 0, 0, 2, 29)]
    [InlineData(-1, 3, 0, -1, 2, 28)]
    public void What_is_out_of_its_range_is_carried_on(int year, int month, int day, int y, int m, int d) =>
        Assert.Equal(new Civil(y, m, d), Civil.Of(Civil.Days(year, month, day)));
}
