using System.Collections;
using Nuke.Common.IO;

namespace Nuke.Common;

/// <summary>Facts of this process's environment.</summary>
public static class EnvironmentInfo
{
    public static string NewLine => Environment.NewLine;

    public static string MachineName => Environment.MachineName;

    public static bool IsWin => OperatingSystem.IsWindows();

    public static bool IsOsx => OperatingSystem.IsMacOS();

    public static bool IsLinux => OperatingSystem.IsLinux();

    public static bool IsUnix => IsOsx || IsLinux;

    public static AbsolutePath WorkingDirectory
    {
        get => Environment.CurrentDirectory;
        set => Environment.CurrentDirectory = value;
    }

    public static IReadOnlyDictionary<string, string> Variables =>
        Environment.GetEnvironmentVariables()
            .Cast<DictionaryEntry>()
            .ToDictionary(x => (string)x.Key, x => (string)x.Value, StringComparer.Ordinal);

    /// <summary>The arguments after the assembly's name.</summary>
    public static IReadOnlyCollection<string> CommandLineArguments => ParameterService.Instance.CommandLine.Arguments;

    public static bool HasArgument(string name) => ParameterService.Instance.CommandLine.HasArgument(name);

    public static T GetNamedArgument<T>(string parameterName, char? separator = null) =>
        (T)ParameterService.Instance.CommandLine.GetNamedArgument(parameterName, typeof(T), separator);

    public static bool HasVariable(string name, bool allowEmpty = true) =>
        GetVariable(name) is { } value && (allowEmpty || value.Length > 0);

    public static string GetVariable(string name) => Environment.GetEnvironmentVariable(name);

    public static T GetVariable<T>(string name, char? separator = null)
    {
        if (GetVariable(name) is not { } value)
            return default;
        var values = separator is { } character ? value.Split(character) : [value];
        return (T)ParameterConversion.Convert(values, typeof(T), booleanDefault: false);
    }

    public static void SetVariable(string name, string value) => Environment.SetEnvironmentVariable(name, value);

    public static void RemoveVariable(string name) => Environment.SetEnvironmentVariable(name, null);
}
