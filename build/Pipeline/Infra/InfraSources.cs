using System.Security.Cryptography;
using System.Text;
using System.Text.RegularExpressions;

namespace Notejam.Pipeline.Infra;

/// <summary>Terraform's files as they lie in folders.</summary>
internal static partial class InfraSources
{
    /// <summary>
    /// A hash over paths and content of all that a stack is made of: its folder and the modules below the repository that it
    /// calls, and that these call. Configuration, values and lock files; tests are left out.
    /// </summary>
    /// <param name="stack">The stack's folder.</param>
    public static string HashOfStack(string stack)
    {
        var (text, root) = (new StringBuilder(), Path.GetFullPath(stack));
        foreach (var file in FoldersOf(root).SelectMany(FilesOf))
            text.Append(Path.GetRelativePath(root, file)).Append(' ').Append(HashOf(file)).Append('\n');
        return Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes(text.ToString()))).ToLowerInvariant();
    }

    /// <summary>A hash over a file's content.</summary>
    public static string HashOf(string file) => Convert.ToHexString(SHA256.HashData(File.ReadAllBytes(file)));

    private static SortedSet<string> FoldersOf(string stack)
    {
        var found = new SortedSet<string>(StringComparer.Ordinal) { stack };
        var open = new Queue<string>(found);
        while (open.TryDequeue(out var folder))
            foreach (var file in FilesOf(folder).Where(file => Path.GetExtension(file) == ".tf"))
                foreach (Match call in LocalSource().Matches(File.ReadAllText(file)))
                    if (Path.GetFullPath(Path.Combine(folder, call.Groups["path"].Value)) is var module && Directory.Exists(module) && found.Add(module)) open.Enqueue(module);
        return found;
    }

    private static IEnumerable<string> FilesOf(string folder) => Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories)
        .Where(file => Path.GetExtension(file) is ".tf" or ".hcl" or ".tfvars" or ".json" && !file.Contains("/tests/", StringComparison.Ordinal))
        .Order(StringComparer.Ordinal);

    /// <summary>A module of this repository: Terraform takes a literal only, and one that begins so.</summary>
    [GeneratedRegex("""^\s*source\s*=\s*"(?<path>\.\.?/[^"]*)""", RegexOptions.Multiline)]
    private static partial Regex LocalSource();
}
