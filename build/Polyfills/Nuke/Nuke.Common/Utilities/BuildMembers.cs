using System.Reflection;

namespace Nuke.Common;

/// <summary>The members that a build has from its class and from the interfaces that compose it.</summary>
internal static class BuildMembers
{
    public const BindingFlags Instance = BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic;
    public const BindingFlags All = Instance | BindingFlags.Static | BindingFlags.FlattenHierarchy;

    /// <summary>
    /// Those of the class first, then those that only interfaces define. A member that an interface hides is left
    /// out; an explicit implementation stands for its member.
    /// </summary>
    public static List<MemberInfo> GetAll(
        Type type,
        Func<MemberInfo, bool> filter,
        BindingFlags flags,
        bool allowAmbiguity,
        bool filterHidden = false)
    {
        var fromClass = type.GetMembers(flags)
            .Where(IsFieldOrProperty)
            .Where(filter)
            .Where(x => !x.Name.Contains('.', StringComparison.Ordinal))
            .ToList();
        var fromInterfaces = type.GetInterfaces()
            .SelectMany(x => x.GetMembers(flags))
            .Where(IsFieldOrProperty)
            .Where(filter)
            .Where(x => type.GetMember(x.Name).Length == 0)
            .GroupBy(x => x.GetShortName());

        var members = new List<MemberInfo>(fromClass);
        foreach (var group in fromInterfaces)
        {
            var candidates = group.ToList();
            var hidesInClass = fromClass.FirstOrDefault(x => x.Name == group.Key);
            if (filterHidden && hidesInClass is null && MostDerived(candidates) is { } mostDerived)
                candidates = [mostDerived];

            if (!allowAmbiguity)
                CheckUnambiguous(candidates, hidesInClass);
            members.AddRange(candidates.Select(x => ExplicitImplementation(type, x) ?? x).Where(filter));
        }

        return members;
    }

    private static bool IsFieldOrProperty(MemberInfo member) =>
        member.MemberType is MemberTypes.Field or MemberTypes.Property;

    private static MemberInfo MostDerived(List<MemberInfo> candidates) =>
        candidates.Count > 1
            ? candidates.Find(x => candidates.TrueForAll(y => y.DeclaringType.IsAssignableFrom(x.DeclaringType)))
            : null;

    private static MemberInfo ExplicitImplementation(Type type, MemberInfo member)
    {
        var name = $"{member.DeclaringType.FullName.Replace('+', '.')}.{member.Name}";
        return type.GetMember(name, Instance).SingleOrDefault();
    }

    private static void CheckUnambiguous(List<MemberInfo> candidates, MemberInfo inClass)
    {
        var (kind, name) = (candidates[0].MemberType, candidates[0].GetShortName());
        var interfaces = string.Concat(candidates.Select(x => $"{Environment.NewLine} - {x.DeclaringType.Name}"));
        Assert.True(
            candidates.Count == 1 || inClass is not null,
            $"{kind} '{name}' must be implemented explicitly because it is inherited from multiple interfaces:{interfaces}");
        Assert.True(
            inClass is null or PropertyInfo { GetMethod.IsPublic: true },
            $"{kind} '{name}' must be marked public to override inherited member from:{interfaces}");
    }
}
