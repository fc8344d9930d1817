using Alerting.Handler.Http;
using Xunit;

namespace Alerting.Stories.Doors;

public sealed class BodyBudgetRules
{
    [Fact]
    public void There_is_a_place_for_as_many_bodies_as_said_and_it_can_be_taken_again()
    {
        var budget = new BodyBudget(mostBodies: 1, mostBytes: 10);
        var first = budget.Enter();

        Assert.Null(budget.Enter());

        first!.Dispose();
        using var second = budget.Enter();
        Assert.NotNull(second);
    }

    [Fact]
    public void All_bodies_together_take_at_most_the_bytes_there_are()
    {
        var budget = new BodyBudget(mostBodies: 2, mostBytes: 10);
        var first = budget.Enter()!;
        using var second = budget.Enter()!;

        Assert.True(first.TryGrow(8));
        Assert.False(second.TryGrow(3));
        Assert.True(second.TryGrow(2));

        first.Dispose();
        Assert.True(second.TryGrow(8));
    }
}
