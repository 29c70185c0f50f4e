using System.Collections;
using Notejam.Pipeline.Options;

namespace Notejam.Build.Hosting;

/// <summary>This process's environment, as far as it takes part in a request.</summary>
internal static class RequestEnvironment
{
    private const string Marker = ".nuke";
    private static readonly BuildOption Root = new("Root", OptionKind.Value, new Notejam.Pipeline.Options.Rules.FolderAttribute());

    /// <summary>The variables. Of Windows' names NUKE and this build see the same one, whatever their case.</summary>
    public static IReadOnlyDictionary<string, string> Variables { get; } = Environment.GetEnvironmentVariables().Cast<DictionaryEntry>()
        .ToDictionary(variable => (string)variable.Key, variable => (string?)variable.Value ?? "", OperatingSystem.IsWindows() ? StringComparer.OrdinalIgnoreCase : StringComparer.Ordinal);

    /// <summary>Where the build is asked: the root is found as NUKE finds it.</summary>
    public static RequestPlace Place(IReadOnlyList<string> arguments)
    {
        var here = Environment.CurrentDirectory;
        var words = CommandLineGuard.Normalize(arguments, new Dictionary<string, string>());
        var at = words.ToList().FindLastIndex(word => CommandLineGuard.IsOption(word) && BuildOption.Key(word) == BuildOption.Key(Root.Name));
        var named = at >= 0 && at + 1 < words.Count ? words[at + 1] : OptionVariables.Find(Root, Variables).Option?.Values[0];
        return new RequestPlace(named is { Length: > 0 } ? Path.GetFullPath(named, here) : FindAbove(here), here);
    }

    private static string FindAbove(string folder)
    {
        for (var current = new DirectoryInfo(folder); current is not null; current = current.Parent)
            if (Path.Exists(Path.Combine(current.FullName, Marker))) return current.FullName;
        return folder;
    }
}
