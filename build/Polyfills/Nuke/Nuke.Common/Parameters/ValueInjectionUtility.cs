using System.Linq.Expressions;
using System.Reflection;

namespace Nuke.Common.ValueInjection;

internal static class ValueInjectionUtility
{
    private static readonly Dictionary<MemberInfo, object> Cache = [];

    // The static ones have their values before there is a build to inject into.
    private static readonly string[] InjectedBaseMembers =
    [
        nameof(NukeBuild.Plan), nameof(NukeBuild.Help), nameof(NukeBuild.Continue), nameof(NukeBuild.NoLogo),
        nameof(NukeBuild.Verbosity),
    ];

    public static T TryGetValue<T>(LambdaExpression expression)
    {
        var member = expression.GetMember();
        if (Cache.TryGetValue(member, out var cached) && cached is not null)
            return (T)cached;

        var attribute = member.GetCustomAttribute<ValueInjectionAttributeBase>()
            .NotNull($"Member '{member.Name}' has no injection attribute");
        var instance = expression.GetInstance();
        attribute.Build = instance as INukeBuild;
        var value = attribute.TryGetValue(member, instance);
        Cache[member] = value;
        return (T)value;
    }

    /// <summary>Sets the members whose attribute passes the filter, base classes first.</summary>
    public static void InjectValues(INukeBuild build, Func<ValueInjectionAttributeBase, bool> filter)
    {
        var members = GetInjectionMembers(build.GetType())
            .Where(x => filter(x.Attribute))
            .Where(x => x.Member.DeclaringType != typeof(NukeBuild) || InjectedBaseMembers.Contains(x.Member.Name))
            .Where(x => !x.Member.ReflectedType.IsInterface)
            .OrderBy(x => x.Member.DeclaringType.InheritanceDepth())
            .ThenByDescending(x => x.Attribute.Priority);

        foreach (var (member, attribute) in members)
        {
            attribute.Build = build;
            var value = attribute.TryGetValue(member, build);
            if (value is null)
                continue;
            Assert.True(
                member.GetMemberType().IsInstanceOfType(value),
                $"Member '{member.Name}' must be of type '{value.GetType().Name}' to get its valued injected from "
                + $"'{attribute.GetType().Name}'");
            member.SetMemberValue(build, value);
        }
    }

    public static List<MemberInfo> GetParameterMembers(Type type, bool includeUnlisted) =>
        GetInjectionMembers(type)
            .Where(x => x.Attribute is ParameterAttribute attribute && (includeUnlisted || attribute.List))
            .Select(x => x.Member)
            .OrderBy(ParameterService.GetParameterMemberName, StringComparer.InvariantCulture)
            .ToList();

    public static IEnumerable<(MemberInfo Member, ValueInjectionAttributeBase Attribute)> GetInjectionMembers(Type type) =>
        BuildMembers.GetAll(type, x => x.IsDefined(typeof(ValueInjectionAttributeBase)), BuildMembers.All, allowAmbiguity: true)
            .OrderBy(x => x.Name, StringComparer.InvariantCulture)
            .Select(x => (x, x.GetCustomAttribute<ValueInjectionAttributeBase>()));
}
