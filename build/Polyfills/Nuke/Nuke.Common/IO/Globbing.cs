using System.IO.Enumeration;

namespace Nuke.Common.IO;

/// <summary>Finding files by pattern: <c>*</c> and <c>?</c> within a name, <c>**</c> across directories.</summary>
public static class Globbing
{
    public static IReadOnlyCollection<AbsolutePath> GlobFiles(this AbsolutePath directory, params string[] patterns) =>
        Glob(directory, patterns, Directory.EnumerateFiles);

    public static IReadOnlyCollection<AbsolutePath> GlobDirectories(
        this AbsolutePath directory,
        params string[] patterns) =>
        Glob(directory, patterns, Directory.EnumerateDirectories);

    private static List<AbsolutePath> Glob(
        string directory,
        string[] patterns,
        Func<string, string, SearchOption, IEnumerable<string>> enumerate)
    {
        var found = new List<AbsolutePath>();
        foreach (var pattern in patterns)
        {
            var parts = pattern.Split('/', '\\');
            found.AddRange(enumerate(directory, "*", SearchOption.AllDirectories)
                .Where(x => Matches(parts, Path.GetRelativePath(directory, x).Split(Path.DirectorySeparatorChar)))
                .Order(StringComparer.Ordinal)
                .Select(AbsolutePath.Create));
        }

        return found;
    }

    private static bool Matches(ReadOnlySpan<string> pattern, ReadOnlySpan<string> path)
    {
        if (pattern.IsEmpty)
            return path.IsEmpty;
        if (pattern[0] == "**")
            return Matches(pattern[1..], path) || (!path.IsEmpty && Matches(pattern, path[1..]));
        return !path.IsEmpty
            && FileSystemName.MatchesSimpleExpression(pattern[0], path[0], OperatingSystem.IsWindows())
            && Matches(pattern[1..], path[1..]);
    }
}
