using System.Linq.Expressions;
using System.Reflection;

namespace Nuke.Common.Execution;

/// <summary>Makes the targets of a build and ties them together.</summary>
internal static class ExecutableTargetFactory
{
    public static List<ExecutableTarget> CreateAll<T>(T build, params Expression<Func<T, Target>>[] defaultTargets)
        where T : INukeBuild
    {
        var defaults = defaultTargets.Select(x => GetTarget(build, x)).ToList();
        var targets = GetTargetProperties(build.GetType()).Select(x => Create(build, x)).ToList();
        foreach (var target in targets)
        {
            target.IsDefault = defaults.Contains(target.Factory);
            AddRelations(target, targets);
        }

        return targets;
    }

    internal static IEnumerable<PropertyInfo> GetTargetProperties(Type buildType) =>
        BuildMembers.GetAll(
                buildType,
                x => x is PropertyInfo property && property.PropertyType == typeof(Target),
                BuildMembers.Instance,
                allowAmbiguity: false,
                filterHidden: true)
            .Cast<PropertyInfo>();

    // The usual 'x => x.Target' and 'x => ((IPush)x).Push' are read; only another expression is compiled.
    private static Target GetTarget<T>(T build, Expression<Func<T, Target>> expression) =>
        expression.Body is MemberExpression { Member: PropertyInfo property, Expression: { } instance }
        && (instance is ParameterExpression || instance is UnaryExpression { Operand: ParameterExpression })
            ? (Target)property.GetValue(build)
            : expression.Compile(preferInterpretation: true)(build);

    private static ExecutableTarget Create(INukeBuild build, PropertyInfo property)
    {
        var definition = new TargetDefinition(property, build, GetOverridden(build.GetType(), property.Name));
        var factory = (Target)property.GetValue(build);
        factory(definition);

        return new ExecutableTarget
        {
            Name = property.GetShortName(),
            Member = property,
            Definition = definition,
            Description = definition.Description,
            Factory = factory,
            DynamicConditions = definition.DynamicConditions,
            StaticConditions = definition.StaticConditions,
            DependencyBehavior = definition.DependencyBehavior,
            ProceedAfterFailure = definition.IsProceedAfterFailure,
            AssuredAfterFailure = definition.IsAssuredAfterFailure,
            DelegateRequirements = definition.Requirements,
            Actions = definition.Actions,
            Listed = !definition.IsUnlisted,
            ArtifactProducts = definition.ArtifactProducts,
        };
    }

    // From the outermost to the nearest base class, so that the nearest is popped first.
    private static Stack<MethodInfo> GetOverridden(Type buildType, string name)
    {
        var getters = new List<MethodInfo>();
        for (var type = buildType.BaseType; type is not null; type = type.BaseType)
        {
            if (type.GetProperty(name, BuildMembers.Instance | BindingFlags.DeclaredOnly)?.GetMethod is { } getter)
                getters.Add(getter);
        }

        getters.Reverse();
        return new Stack<MethodInfo>(getters);
    }

    private static void AddRelations(ExecutableTarget target, List<ExecutableTarget> all)
    {
        Add(target.ExecutionDependencies, x => x.DependsOnTargets, x => x.DependentForTargets);
        Add(target.OrderDependencies, x => x.AfterTargets, x => x.BeforeTargets);
        Add(target.TriggerDependencies, x => x.TriggeredByTargets, x => x.TriggersTargets);
        Add(target.Triggers, x => x.TriggersTargets, x => x.TriggeredByTargets);

        void Add(
            List<ExecutableTarget> relation,
            Func<TargetDefinition, List<Target>> own,
            Func<TargetDefinition, List<Target>> others)
        {
            relation.AddRange(own(target.Definition).Select(Find));
            relation.AddRange(all.Where(x => x != target && others(x.Definition).Contains((Target)target.Factory)));
            Assert.False(
                relation.Contains(target),
                $"Target '{target.Name}' cannot have a dependency on itself");
        }

        ExecutableTarget Find(Target factory) => all.Find(x => x.Factory == (Delegate)factory)
            ?? throw new InvalidOperationException(
                $"Target '{target.Name}' refers to a target that is no property of the build");
    }
}
