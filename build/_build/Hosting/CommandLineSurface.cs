using System.Reflection;
using Notejam.Pipeline.Tools;
using Nuke.Common;

namespace Notejam.Build.Hosting;

/// <summary>The options and targets that a build has, read from its members.</summary>
internal static class CommandLineSurface
{
    /// <summary>Options, NUKE's own included.</summary>
    public static IReadOnlyCollection<CommandLineOption> Options(Type build) =>
        [.. Members(build).Where(member => member.GetCustomAttribute<ParameterAttribute>() is not null)
            .Select(member => new CommandLineOption(Spell(member.GetCustomAttribute<ParameterAttribute>()!.Name ?? member.Name), Kind(member)))
            .Append(new CommandLineOption("target", OptionKind.List)).DistinctBy(option => option.Name)];

    private static OptionKind Kind(MemberInfo member)
    {
        var type = member is PropertyInfo property ? property.PropertyType : ((FieldInfo)member).FieldType;
        if ((Nullable.GetUnderlyingType(type) ?? type) == typeof(bool)) return OptionKind.Switch;
        return type != typeof(string) && typeof(System.Collections.IEnumerable).IsAssignableFrom(type) ? OptionKind.List : OptionKind.Value;
    }

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
