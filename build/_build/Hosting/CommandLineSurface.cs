using System.Reflection;
using Nuke.Common;

namespace Notejam.Build.Hosting;

/// <summary>The options and targets that a build has, read from its members.</summary>
internal static class CommandLineSurface
{
    /// <summary>Options, NUKE's own included.</summary>
    public static IReadOnlyCollection<string> Options(Type build) =>
        [.. Members(build).Where(member => member.GetCustomAttribute<ParameterAttribute>() is not null)
            .Select(member => Spell(member.GetCustomAttribute<ParameterAttribute>()!.Name ?? member.Name)).Append("target").Distinct()];

    /// <summary>Targets.</summary>
    public static IReadOnlyCollection<string> Targets(Type build) =>
        [.. Members(build).OfType<PropertyInfo>().Where(property => property.PropertyType == typeof(Target)).Select(property => property.Name).Distinct()];

    private static IEnumerable<MemberInfo> Members(Type build)
    {
        const BindingFlags Any = BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Instance | BindingFlags.Static | BindingFlags.DeclaredOnly;
        var classes = new List<Type>();
        for (var type = build; type is not null && type != typeof(object); type = type.BaseType) classes.Add(type);
        return classes.Concat(build.GetInterfaces()).SelectMany(type => type.GetMembers(Any)).Where(member => member is PropertyInfo or FieldInfo);
    }

    private static string Spell(string name) => string.Concat(name.Select((letter, index) => char.IsUpper(letter) && index > 0 ? "-" + letter : letter.ToString())).ToLowerInvariant();
}
