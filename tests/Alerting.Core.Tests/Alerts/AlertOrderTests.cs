using Alerting.Core.Alerts;
using Xunit;

namespace Alerting.Core.Tests.Alerts;

public sealed class AlertOrderTests
{
    [Theory]
    [InlineData("job=a", "job=b")]
    [InlineData("job=a,z=1", "job=b")]
    [InlineData("job=z", "alertname=a")]
    [InlineData("instance=a,job=a", "instance=b,job=a")]
    [InlineData("instance=a,job=a,z=1", "job=a")]
    [InlineData("instance=a", "alertname=a")]
    [InlineData("a=9", "a=1,b=1")]
    [InlineData("a=1,b=1", "a=1,b=2")]
    [InlineData("a=1,b=9", "a=2,b=1")]
    [InlineData("b=1", "a=1")]
    [InlineData("a=1,c=1", "a=1,b=1")]
    [InlineData("a=\uFFFD", "a=😀")]
    public void The_first_set_comes_before_the_second(string first, string second)
    {
        var (left, right) = (Set(first), Set(second));

        Assert.True(AlertOrder.Instance.Compare(left, right) < 0);
        Assert.True(AlertOrder.Instance.Compare(right, left) > 0);
    }

    [Fact]
    public void Equal_sets_are_of_one_rank() =>
        Assert.Equal(0, AlertOrder.Instance.Compare(Set("a=1,job=x"), Set("job=x,a=1")));

    private static LabelSet Set(string text) =>
        LabelSet.From(text.Split(',').Select(pair => pair.Split('=')).Select(pair => new Label(pair[0], pair[1])));
}
