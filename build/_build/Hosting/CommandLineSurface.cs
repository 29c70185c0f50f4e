using System.Reflection;
using Notejam.Pipeline.Options;
using Notejam.Pipeline.Options.Rules;
using Nuke.Common;

namespace Notejam.Build.Hosting;

/// <summary>The options and targets that a build has, read from its members.</summary>
internal static class CommandLineSurface
{
    // What NUKE reads before the files of parameters.
    private static readonly string[] BeforeFiles = ["Host", "Profile", "Root"];

    private static readonly string[] OfTargets = ["Target", "Skip"];

    /// <summary>What can be asked of a build.</summary>
    public static BuildSurface Of(Type build, string defaultTarget, IReadOnlyDictionary<string, string> aliases)
    {
        var members = Members(build).ToList();
        var targets = members.OfType<PropertyInfo>().Where(property => property.PropertyType == typeof(Target)).ToList();
        var names = targets.Select(target => target.Name).Distinct().ToList();
        var options = members.Where(member => member.GetCustomAttribute<ParameterAttribute>() is not null)
            .Select(member => new BuildOption(NameOf(member), KindOf(member), RuleOf(member, names))
            {
                IsTargets = OfTargets.Contains(NameOf(member)),
                IsReadFromFiles = !BeforeFiles.Contains(NameOf(member)),
                Targets = member.DeclaringType!.IsInterface ? UsersOf(member, targets) : null,
            })
            .DistinctBy(option => option.Name);
        return new BuildSurface([.. options], names, defaultTarget, aliases);
    }

    /// <summary>The parameters of a build that are its own: NUKE's are not.</summary>
    public static IEnumerable<MemberInfo> OwnParameters(Type build) =>
        Members(build).Where(member => member.GetCustomAttribute<ParameterAttribute>() is not null && member.DeclaringType!.Assembly == build.Assembly);

    private static string NameOf(MemberInfo member) => member.GetCustomAttribute<ParameterAttribute>()!.Name ?? member.Name;

    private static OptionRuleAttribute RuleOf(MemberInfo member, IReadOnlyCollection<string> targets) => (member.GetCustomAttribute<OptionRuleAttribute>(), NameOf(member)) switch
    {
        ({ } own, _) => own,
        (_, "Target" or "Skip") => new TargetAttribute(targets),
        (_, nameof(NukeBuild.Verbosity)) => new ChoiceAttribute("a verbosity", nameof(Verbosity.Normal), Enum.GetNames<Verbosity>()),
        (_, nameof(NukeBuild.Host)) => new HostRuleAttribute(),
        (_, "Profile") => new ProfileAttribute(),
        (_, "Root") => new FolderAttribute(),
        _ => KindOf(member) == OptionKind.Switch ? new SwitchAttribute() : new TextAttribute("a value", "value"),
    };

    private static OptionKind KindOf(MemberInfo member)
    {
        var type = member is PropertyInfo property ? property.PropertyType : ((FieldInfo)member).FieldType;
        if ((Nullable.GetUnderlyingType(type) ?? type) == typeof(bool)) return OptionKind.Switch;
        return type != typeof(string) && typeof(System.Collections.IEnumerable).IsAssignableFrom(type) && !typeof(Nuke.Common.IO.AbsolutePath).IsAssignableFrom(type) ? OptionKind.List : OptionKind.Value;
    }

    // A target may use what its component declares, and what that is made of.
    private static HashSet<string> UsersOf(MemberInfo option, IEnumerable<PropertyInfo> targets)
    {
        var component = option.GetCustomAttribute<OptionRuleAttribute>()?.UsedBy ?? option.DeclaringType!;
        return targets.Where(target => component.IsAssignableFrom(target.DeclaringType)).Select(target => target.Name).ToHashSet(StringComparer.OrdinalIgnoreCase);
    }

    private static IEnumerable<MemberInfo> Members(Type build)
    {
        const BindingFlags Any = BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Instance | BindingFlags.Static | BindingFlags.DeclaredOnly;
        var classes = new List<Type>();
        for (var type = build; type is not null && type != typeof(object); type = type.BaseType) classes.Add(type);
        return classes.Concat(build.GetInterfaces()).SelectMany(type => type.GetMembers(Any)).Where(member => member is PropertyInfo or FieldInfo);
    }
}
