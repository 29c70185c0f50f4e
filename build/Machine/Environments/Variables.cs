using System.Collections;

namespace Notejam.Machine.Environments;

/// <summary>Environments as values: what a policy makes of one, and what has to be set and removed for that.</summary>
public static class Variables
{
    /// <summary>The environment of this process.</summary>
    public static IReadOnlyDictionary<string, string> OfThisProcess() =>
        Environment.GetEnvironmentVariables().Cast<DictionaryEntry>().ToDictionary(entry => (string)entry.Key, entry => (string?)entry.Value ?? "", Comparer);

    /// <summary>What turns one environment into another; null removes a variable.</summary>
    public static IReadOnlyDictionary<string, string?> Changes(IReadOnlyDictionary<string, string> from, IReadOnlyDictionary<string, string> to)
    {
        ArgumentNullException.ThrowIfNull(from);
        ArgumentNullException.ThrowIfNull(to);
        var changes = new Dictionary<string, string?>(Comparer);
        foreach (var name in from.Keys.Where(name => !to.ContainsKey(name))) changes[name] = null;
        foreach (var (name, value) in to)
            if (!from.TryGetValue(name, out var before) || before != value) changes[name] = value;
        return changes;
    }

    /// <summary>Makes an environment that of this process, and of what it starts from here on.</summary>
    public static void Apply(IReadOnlyDictionary<string, string> environment)
    {
        foreach (var (name, value) in Changes(OfThisProcess(), environment)) Environment.SetEnvironmentVariable(name, value);
    }

    /// <summary>How the system tells names apart.</summary>
    internal static StringComparer Comparer { get; } = OperatingSystem.IsWindows() ? StringComparer.OrdinalIgnoreCase : StringComparer.Ordinal;
}
