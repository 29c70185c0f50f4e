using System.Linq.Expressions;
using Nuke.Common;
using Nuke.Common.Execution;

namespace Polyfills.Nuke.Tests.Execution;

public class PlanningTests
{
    [Fact]
    public void Dependencies_come_first() =>
        Assert.Equal(["A", "B", "C"], Plan<Chain>("C"));

    [Fact]
    public void Only_what_is_needed_is_planned() =>
        Assert.Equal(["A", "B"], Plan<Chain>("B"));

    [Fact]
    public void Default_targets_are_planned_when_none_is_invoked() =>
        Assert.Equal(["A", "B"], PlanDefaults<Chain>(x => x.B));

    [Fact]
    public void No_default_and_none_invoked_plans_nothing() =>
        Assert.Empty(PlanDefaults<Chain>());

    [Fact]
    public void Among_the_unrelated_the_last_declared_runs_first_of_the_plan_s_end()
    {
        // The plan is built from its end, by taking the first target that nothing waits for.
        Assert.Equal(["C", "B", "A"], Plan<Unrelated>(["A", "B", "C"]));
        Assert.Equal(["C", "B", "A"], Plan<Unrelated>(["C", "A", "B"]));
    }

    [Fact]
    public void Before_and_after_order_without_planning()
    {
        Assert.Equal(["A"], Plan<Ordered>("A"));
        Assert.Equal(["B", "A", "C"], Plan<Ordered>(["A", "B", "C"]));
    }

    [Fact]
    public void Dependent_for_plans_the_other_way_round() =>
        Assert.Equal(["A", "B"], Plan<Dependent>("B"));

    [Fact]
    public void Triggered_targets_follow_with_their_own_dependencies()
    {
        Assert.Equal(["A", "C", "B"], Plan<Triggering>("A"));
        Assert.Equal(["D", "A", "C", "B"], Plan<Triggering>("D"));
    }

    [Fact]
    public void Targets_of_interfaces_are_targets_of_the_build() =>
        Assert.Equal(["Push", "Release"], Plan<Composed>("release"));

    [Fact]
    public void An_interface_names_its_only_target() =>
        Assert.Equal(["Push", "Shorthand"], Plan<Composed>("Shorthand"));

    [Fact]
    public void Trying_to_depend_on_what_the_build_lacks_is_nothing() =>
        Assert.Equal(["Optional"], Plan<Composed>("Optional"));

    [Fact]
    public void Dashes_do_not_matter() =>
        Assert.Equal(["Push", "Shorthand"], Plan<Composed>("short-hand"));

    [Fact]
    public void A_circle_is_refused_with_its_members()
    {
        var exception = Assert.ThrowsAny<Exception>(() => Plan<Circle>("C"));

        Assert.Equal($"Circular dependencies between targets:{Environment.NewLine} - A, B", exception.Message);
    }

    [Fact]
    public void A_target_that_depends_on_itself_is_refused()
    {
        var exception = Assert.ThrowsAny<Exception>(() => Plan<Selfish>("A"));

        Assert.Equal("Target 'A' cannot have a dependency on itself", exception.Message);
    }

    [Fact]
    public void A_target_that_two_interfaces_define_must_be_implemented()
    {
        var exception = Assert.ThrowsAny<Exception>(() => Plan<Ambiguous>("Push"));

        Assert.Contains("must be implemented explicitly", exception.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("pus", "Push")]
    [InlineData("Relase", "Release")]
    public void An_unknown_target_is_answered_with_the_nearest(string typed, string nearest)
    {
        var exception = Assert.ThrowsAny<Exception>(() => Plan<Composed>(typed));

        Assert.StartsWith($"Target with name '{typed}' does not exist. Did you mean '{nearest}'?", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Base_takes_over_the_overridden_definition()
    {
        var target = ExecutableTargetFactory.CreateAll(new Derived()).Single(x => x.Name == "Work");

        Assert.Equal("from the base", target.Description);
        Assert.Equal(2, target.Actions.Count);
    }

    [Fact]
    public void Inherit_takes_over_the_definition_of_the_interface()
    {
        var target = ExecutableTargetFactory.CreateAll(new Inheriting()).Single(x => x.Name == "Push");

        Assert.Equal("pushes", target.Description);
        Assert.Equal(2, target.Actions.Count);
    }

    private static IEnumerable<string> PlanDefaults<T>(params Expression<Func<T, Target>>[] defaults)
        where T : NukeBuild, new() =>
        Names(ExecutableTargetFactory.CreateAll(new T(), defaults), invoked: null);

    private static IEnumerable<string> Plan<T>(params string[] invoked)
        where T : NukeBuild, new() =>
        Names(ExecutableTargetFactory.CreateAll(new T()), invoked);

    private static IEnumerable<string> Names(List<ExecutableTarget> targets, string[]? invoked) =>
        ExecutionPlanner.GetExecutionPlan(targets, invoked).Select(x => x.Name);
}
