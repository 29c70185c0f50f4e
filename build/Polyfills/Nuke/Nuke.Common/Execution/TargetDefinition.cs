using System.Linq.Expressions;
using System.Reflection;

namespace Nuke.Common.Execution;

/// <summary>Collects what a target's property says.</summary>
internal sealed partial class TargetDefinition(PropertyInfo property, INukeBuild build, Stack<MethodInfo> overridden)
    : ITargetDefinition
{
    internal string Description { get; private set; }

    internal List<Action> Actions { get; } = [];

    internal List<(string Text, Func<bool> Delegate)> DynamicConditions { get; } = [];

    internal List<(string Text, Func<bool> Delegate)> StaticConditions { get; } = [];

    internal List<LambdaExpression> Requirements { get; } = [];

    internal List<Target> DependsOnTargets { get; } = [];

    internal List<Target> DependentForTargets { get; } = [];

    internal List<Target> BeforeTargets { get; } = [];

    internal List<Target> AfterTargets { get; } = [];

    internal List<Target> TriggersTargets { get; } = [];

    internal List<Target> TriggeredByTargets { get; } = [];

    internal List<string> ArtifactProducts { get; } = [];

    internal DependencyBehavior DependencyBehavior { get; private set; }

    internal bool IsAssuredAfterFailure { get; private set; }

    internal bool IsProceedAfterFailure { get; private set; }

    internal bool IsUnlisted { get; private set; }

    ITargetDefinition ITargetDefinition.Description(string description) => Do(() => Description = description);

    public ITargetDefinition Executes(params Action[] actions) => Do(() => Actions.AddRange(actions));

    public ITargetDefinition Executes<T>(Func<T> action) => Executes(() => { action(); });

    public ITargetDefinition Executes(Func<Task> action) => Executes(() => action().GetAwaiter().GetResult());

    public ITargetDefinition OnlyWhenDynamic(Func<bool> condition, string conditionExpression = null) =>
        Do(() => DynamicConditions.Add((conditionExpression, condition)));

    public ITargetDefinition OnlyWhenStatic(Func<bool> condition, string conditionExpression = null) =>
        Do(() => StaticConditions.Add((conditionExpression, condition)));

    public ITargetDefinition Requires<T>(
        Expression<Func<T>> parameterRequirement,
        params Expression<Func<T>>[] parameterRequirements)
        where T : class =>
        Do(() => Requirements.AddRange([parameterRequirement, .. parameterRequirements]));

    public ITargetDefinition Requires<T>(
        Expression<Func<T?>> parameterRequirement,
        params Expression<Func<T?>>[] parameterRequirements)
        where T : struct =>
        Do(() => Requirements.AddRange([parameterRequirement, .. parameterRequirements]));

    public ITargetDefinition Requires(
        Expression<Func<bool>> requirement,
        params Expression<Func<bool>>[] requirements) =>
        Do(() => Requirements.AddRange([requirement, .. requirements]));

    public ITargetDefinition WhenSkipped(DependencyBehavior dependencyBehavior) =>
        Do(() => DependencyBehavior = dependencyBehavior);

    public ITargetDefinition AssuredAfterFailure() => Do(() => IsAssuredAfterFailure = true);

    public ITargetDefinition ProceedAfterFailure() => Do(() => IsProceedAfterFailure = true);

    public ITargetDefinition Unlisted() => Do(() => IsUnlisted = true);

    public ITargetDefinition Base()
    {
        Assert.True(
            overridden.Count > 0,
            $"Target '{property.DeclaringType}.{property.Name}' does not have any base members. "
            + $"To inherit from an interface default implementation, use {nameof(Inherit)}<T> instead.");
        return Inherit(InvokeNonVirtually(overridden.Pop()));
    }

    public ITargetDefinition Inherit(params Target[] targets) => Do(() =>
    {
        foreach (var target in targets)
            target(this);
    });

    public ITargetDefinition Inherit<T>(params Expression<Func<T, Target>>[] targets)
    {
        var properties = targets.Length > 0
            ? targets.Select(x => (PropertyInfo)x.GetMember())
            : [GetSingleTarget<T>("shorthand inheritance")];
        return Inherit([.. properties.Select(x => InvokeNonVirtually(x.GetMethod))]);
    }

    public ITargetDefinition Produces(params string[] artifacts) => Do(() => ArtifactProducts.AddRange(artifacts));

    // What a target consumes matters to genuine NUKE's generators of CI configurations only.
    public ITargetDefinition Consumes(params Target[] targets) => this;

    public ITargetDefinition Consumes<T>(params Func<T, Target>[] targets) => this;

    public ITargetDefinition Consumes(Target target, params string[] artifacts) => this;

    public ITargetDefinition Consumes<T>(Func<T, Target> target, params string[] artifacts) => this;

    public ITargetDefinition Consumes<T>(params string[] artifacts) => this;

    private TargetDefinition Do(Action change)
    {
        change();
        return this;
    }

    // The property as the base class or the interface defines it, even when the build overrides it.
    private Target InvokeNonVirtually(MethodInfo getter) =>
        ((Func<Target>)Activator.CreateInstance(typeof(Func<Target>), build, getter.MethodHandle.GetFunctionPointer()))();
}
