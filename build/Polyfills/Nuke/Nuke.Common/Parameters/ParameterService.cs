using System.Reflection;
using Nuke.Common.Tooling;
using Nuke.Common.Utilities;
using Serilog;

namespace Nuke.Common;

/// <summary>Finds the value of a parameter: command line, then environment, then parameters files.</summary>
internal sealed class ParameterService(ArgumentParser commandLine, Func<IReadOnlyDictionary<string, string>> variables)
{
    internal static ParameterService Instance { get; set; } =
        new(new ArgumentParser(Environment.GetCommandLineArgs().Skip(1)), () => EnvironmentInfo.Variables);

    internal ArgumentParser CommandLine { get; } = commandLine;

    internal ArgumentParser ParametersFiles { get; set; }

    public static T GetParameter<T>(string name, char? separator = null) =>
        (T)Instance.GetParameter(name, typeof(T), separator);

    public static object GetParameter(MemberInfo member, Type destinationType)
    {
        var separator = member.GetCustomAttribute<ParameterAttribute>().Separator;
        return Instance.GetParameter(
            GetParameterMemberName(member),
            destinationType,
            string.IsNullOrEmpty(separator) ? null : separator.Single());
    }

    public static string GetParameterMemberName(MemberInfo member)
    {
        var prefix = member.DeclaringType?.GetCustomAttribute<ParameterPrefixAttribute>()?.Prefix;
        return prefix + (member.GetCustomAttribute<ParameterAttribute>()?.Name ?? member.GetShortName());
    }

    public static string GetParameterDashedName(MemberInfo member) => GetParameterMemberName(member).ToDashedName();

    /// <summary>Without the full stop: it is shown beside others.</summary>
    public static string GetParameterDescription(MemberInfo member) =>
        member.GetCustomAttribute<ParameterAttribute>()?.Description?.TrimEnd('.');

    /// <summary>What a parameter of a closed set of values takes, in order; null when it takes anything.</summary>
    public static IReadOnlyList<string> GetParameterValueSet(MemberInfo member, object instance)
    {
        var attribute = member.GetCustomAttribute<ParameterAttribute>();
        var type = member.GetMemberType().GetScalarType();
        type = Nullable.GetUnderlyingType(type) ?? type;
        var values = attribute.GetValueSet(member, instance)?.Select(x => x.Item1)
            ?? GetProvidedValues(attribute, member, instance)
            ?? (type.IsSubclassOf(typeof(Enumeration)) ? Enumeration.GetNames(type) : null)
            ?? (type.IsEnum ? Enum.GetNames(type) : null);
        return values?.Order(StringComparer.InvariantCulture).ToList();
    }

    public object GetParameter(string name, Type destinationType, char? separator)
    {
        // An argument whose value is none, as that of '--name -', leaves the word to the other sources.
        if (CommandLine.HasArgument(name) && CommandLine.GetNamedArgument(name, destinationType, separator) is { } named)
            return named;

        var positional = name == Constants.InvokedTargetsParameterName
            ? CommandLine.GetPositionalArguments(destinationType, separator)
            : null;
        return positional
            ?? GetFromEnvironment(name, destinationType, separator)
            ?? ParametersFiles?.GetNamedArgument(name, destinationType, separator);
    }

    private static IEnumerable<string> GetProvidedValues(ParameterAttribute attribute, MemberInfo member, object instance)
    {
        if (attribute.ValueProviderMember is not { } name)
            return null;
        var type = attribute.ValueProviderType ?? instance.GetType();
        var provider = type.GetMember(name, BuildMembers.All).SingleOrDefault()
            .NotNull($"No single provider '{type.Name}.{name}' found for '{member.Name}'");
        Assert.True(
            provider.GetMemberType() == typeof(IEnumerable<string>),
            $"Value provider '{provider.Name}' must be of type 'IEnumerable<string>'");
        return (IEnumerable<string>)provider.GetMemberValue(instance);
    }

    /// <summary>
    /// The exact name first; then any variable of that name, or that name after NUKE, whatever its case and
    /// punctuation. Two candidates are none.
    /// </summary>
    private object GetFromEnvironment(string name, Type destinationType, char? separator)
    {
        var all = variables();
        if (!all.TryGetValue(name, out var value))
        {
            var wanted = LettersAndDigits(name);
            var candidates = all.Where(x => Names(x.Key, wanted)).Take(2).ToList();
            if (candidates.Count > 1)
                Log.Warning("Could not resolve {VariableName} since multiple values are provided", name);
            if (candidates.Count != 1)
                return null;
            value = candidates[0].Value;
        }

        try
        {
            var values = separator is { } character ? value.Split(character) : [value];
            return ParameterConversion.ConvertNamed($"parameter '{name}'", values, destinationType, booleanDefault: false);
        }
        catch (Exception exception) when (exception is not OutOfMemoryException)
        {
            Assert.Fail(string.Join(Environment.NewLine, exception.Message, "Environment variable was:", value));
            return null;
        }
    }

    private static bool Names(string variable, string wanted)
    {
        // Comparing lengths first keeps this off the heap for nearly all of the environment.
        if (variable.Length < wanted.Length)
            return false;
        var trimmed = LettersAndDigits(variable);
        return trimmed.EqualsOrdinalIgnoreCase(wanted) || trimmed.EqualsOrdinalIgnoreCase("NUKE" + wanted);
    }

    private static string LettersAndDigits(string name) => string.Concat(name.Where(char.IsLetterOrDigit));
}
