using Alerting.Core.Templates;
using Alerting.Core.Templates.Structured;
using Xunit;

namespace Alerting.Core.Tests.Templates.Structured;

/// <summary>Rows of Go's encoding/json.</summary>
public sealed class GoFloatTests
{
    [Theory]
    [InlineData(0, "0")]
    [InlineData(-0.0, "-0")]
    [InlineData(1, "1")]
    [InlineData(-2.5, "-2.5")]
    [InlineData(0.1, "0.1")]
    [InlineData(1000, "1000")]
    [InlineData(123456789.123, "123456789.123")]
    [InlineData(1e15, "1000000000000000")]
    [InlineData(1e20, "100000000000000000000")]
    [InlineData(123456789012345680000d, "123456789012345680000")]
    [InlineData(1e21, "1e+21")]
    [InlineData(1.5e300, "1.5e+300")]
    [InlineData(0.000001, "0.000001")]
    [InlineData(0.00000123, "0.00000123")]
    [InlineData(9.99e-7, "9.99e-7")]
    [InlineData(-1e-7, "-1e-7")]
    [InlineData(5e-324, "5e-324")]
    [InlineData(1.7976931348623157e308, "1.7976931348623157e+308")]
    public void A_number_is_written_as_go_writes_it(double value, string expected) =>
        Assert.Equal(expected, GoFloat.Json(value));

    [Theory]
    [InlineData(double.NaN, "json: unsupported value: NaN")]
    [InlineData(double.PositiveInfinity, "json: unsupported value: +Inf")]
    [InlineData(double.NegativeInfinity, "json: unsupported value: -Inf")]
    public void What_json_has_no_word_for_is_refused_in_go_s_words(double value, string expected) =>
        Assert.Equal(expected, Assert.Throws<TemplateException>(() => GoFloat.Json(value)).Message);
}
