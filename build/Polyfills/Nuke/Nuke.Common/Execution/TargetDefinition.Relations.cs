using System.Reflection;

namespace Nuke.Common.Execution;

internal sealed partial class TargetDefinition
{
    public ITargetDefinition DependsOn(params Target[] targets) => Add(DependsOnTargets, targets);

    public ITargetDefinition DependsOn<T>(params Func<T, Target>[] targets) => Add(DependsOnTargets, Of(targets));

    public ITargetDefinition TryDependsOn<T>(params Func<T, Target>[] targets) => TryAdd(DependsOnTargets, targets);

    public ITargetDefinition DependentFor(params Target[] targets) => Add(DependentForTargets, targets);

    public ITargetDefinition DependentFor<T>(params Func<T, Target>[] targets) =>
        Add(DependentForTargets, Of(targets));

    public ITargetDefinition TryDependentFor<T>(params Func<T, Target>[] targets) =>
        TryAdd(DependentForTargets, targets);

    public ITargetDefinition Before(params Target[] targets) => Add(BeforeTargets, targets);

    public ITargetDefinition Before<T>(params Func<T, Target>[] targets) => Add(BeforeTargets, Of(targets));

    public ITargetDefinition TryBefore<T>(params Func<T, Target>[] targets) => TryAdd(BeforeTargets, targets);

    public ITargetDefinition After(params Target[] targets) => Add(AfterTargets, targets);

    public ITargetDefinition After<T>(params Func<T, Target>[] targets) => Add(AfterTargets, Of(targets));

    public ITargetDefinition TryAfter<T>(params Func<T, Target>[] targets) => TryAdd(AfterTargets, targets);

    public ITargetDefinition Triggers(params Target[] targets) => Add(TriggersTargets, targets);

    public ITargetDefinition Triggers<T>(params Func<T, Target>[] targets) => Add(TriggersTargets, Of(targets));

    public ITargetDefinition TryTriggers<T>(params Func<T, Target>[] targets) => TryAdd(TriggersTargets, targets);

    public ITargetDefinition TriggeredBy(params Target[] targets) => Add(TriggeredByTargets, targets);

    public ITargetDefinition TriggeredBy<T>(params Func<T, Target>[] targets) => Add(TriggeredByTargets, Of(targets));

    public ITargetDefinition TryTriggeredBy<T>(params Func<T, Target>[] targets) =>
        TryAdd(TriggeredByTargets, targets);

    private TargetDefinition Add(List<Target> list, Target[] targets)
    {
        list.AddRange(targets);
        return this;
    }

    private TargetDefinition TryAdd<T>(List<Target> list, Func<T, Target>[] targets) =>
        build is T ? Add(list, Of(targets)) : this;

    // Naming only the interface stands for its one target.
    private Target[] Of<T>(Func<T, Target>[] targets) =>
        targets.Length > 0
            ? [.. targets.Select(x => x((T)build))]
            : [(Target)GetSingleTarget<T>("shorthand dependency").GetValue(build)];

    private PropertyInfo GetSingleTarget<T>(string kind)
    {
        var targets = typeof(T).GetProperties(BuildMembers.Instance)
            .Where(x => x.PropertyType == typeof(Target))
            .ToList();
        if (targets.Count == 1)
            return targets[0];

        var found = targets.Count == 0
            ? "No relevant targets."
            : "Too many relevant targets:" + string.Concat(targets.Select(x => $"{Environment.NewLine}  - {x.Name}"));
        throw new InvalidOperationException(
            $"Target '{property.DeclaringType}.{property.Name}' cannot have {kind} on component '{typeof(T).Name}'."
            + Environment.NewLine + found);
    }
}
