using Nuke.Common;
using Nuke.Common.Execution;

namespace Polyfills.Nuke.Tests.Execution;

/// <summary>
/// What is skipped with a target. The rows are those of NUKE's own BuildExecutorTest (nuke-build/nuke,
/// source/Nuke.Build.Tests/BuildExecutorTest.cs): A is needed by B, and B by C. That a target which was invoked runs while what it
/// alone depends on is skipped is MarkTargetSkipped of BuildExecutor.cs.
/// </summary>
public sealed class SkippingTests
{
    private readonly ExecutableTarget _a = Scheduled("A");
    private readonly ExecutableTarget _b = Scheduled("B");
    private readonly ExecutableTarget _c = Scheduled("C");

    public SkippingTests()
    {
        _c.ExecutionDependencies.Add(_b);
        _b.ExecutionDependencies.Add(_a);
    }

    // Which is invoked by name, what --skip names (null: no such option; empty: no name), and what is skipped and why.
    [Theory]
    [InlineData(null, null, "")]
    [InlineData(null, "A", "A: via parameter")]
    [InlineData(null, "", "A: via parameter, B: via parameter, C: via parameter")]
    [InlineData("C", "", "A: via parameter, B: via parameter")]
    [InlineData(null, "B", "A: because of B, B: via parameter")]
    [InlineData("C", "C", "A: because of B, B: because of C")]
    [InlineData("C", "c", "A: because of B, B: because of C")]
    [InlineData("B", "B", "A: because of B")]
    [InlineData("A", "C", "B: because of C, C: via parameter")]
    public void With_a_target_goes_what_nothing_else_needs(string? invoked, string? skipped, string expected)
    {
        foreach (var target in new[] { _a, _b, _c }) target.Invoked = target.Name == invoked;

        BuildExecutor.Execute(new EmptyBuild { ExecutionPlan = [_a, _b, _c] }, skipped?.Split(' ', StringSplitOptions.RemoveEmptyEntries));

        Assert.Equal(expected, string.Join(", ", new[] { _a, _b, _c }.Where(target => target.Status == ExecutionStatus.Skipped).Select(target => $"{target.Name}: {target.Skipped}")));
        Assert.All(new[] { _a, _b, _c }, target => Assert.True(target.Status is ExecutionStatus.Skipped or ExecutionStatus.Succeeded));
    }

    // TestStaticCondition_DependencyBehavior_Skip_Invoked.
    [Fact]
    public void A_condition_skips_an_invoked_target_with_its_dependencies()
    {
        _c.Invoked = true;
        _c.StaticConditions.Add(("() => false", () => false));

        BuildExecutor.Execute(new EmptyBuild { ExecutionPlan = [_a, _b, _c] }, null);

        Assert.All(new[] { _a, _b, _c }, target => Assert.Equal(ExecutionStatus.Skipped, target.Status));
        Assert.Equal("because of B", _a.Skipped);
        Assert.Equal("because of C", _b.Skipped);
        Assert.Equal("false", _c.OnlyWhen);
    }

    private static ExecutableTarget Scheduled(string name) => new() { Name = name, Status = ExecutionStatus.Scheduled, Actions = [() => { }] };

    private sealed class EmptyBuild : NukeBuild;
}
