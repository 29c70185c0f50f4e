using Notejam.Sandbox.Elb.Traffic;

namespace Notejam.Sandbox.Tests.Elb;

public sealed class WeightedChoiceTests
{
    [Theory]
    [InlineData(100, 0, 1)]
    [InlineData(50, 50, 2)]
    [InlineData(90, 10, 10)]
    [InlineData(999, 1, 1000)]
    [InlineData(3, 7, 10)]
    public void Over_one_cycle_each_item_comes_exactly_as_often_as_its_weight_says(int blue, int green, int cycle)
    {
        var choice = new WeightedChoice<string>([("blue", blue), ("green", green)]);

        var taken = Enumerable.Range(0, choice.Cycle).Select(_ => choice.Next()).ToList();

        Assert.Equal(cycle, choice.Cycle);
        Assert.Equal((double)blue / (blue + green), taken.Count(item => item == "blue") / (double)cycle);
    }

    [Fact]
    public void A_small_weight_is_spread_and_not_bunched()
    {
        var choice = new WeightedChoice<string>([("blue", 80), ("green", 20)]);

        var taken = Enumerable.Range(0, 50).Select(_ => choice.Next()!).ToList();

        Assert.DoesNotContain("green green", string.Join(' ', taken), StringComparison.Ordinal);
    }

    [Fact]
    public void Nothing_comes_when_nothing_has_a_weight() =>
        Assert.Null(new WeightedChoice<string>([("blue", 0), ("green", 0)]).Next());

    [Fact]
    public void Callers_at_the_same_time_share_one_cycle()
    {
        var choice = new WeightedChoice<string>([("blue", 9), ("green", 1)]);
        var green = 0;

        Parallel.For(0, 10_000, _ =>
        {
            if (choice.Next() == "green") Interlocked.Increment(ref green);
        });

        Assert.Equal(1_000, green);
    }
}
