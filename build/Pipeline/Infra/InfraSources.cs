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
        foreach (var file in FindFiles(root))
            text.Append(Path.GetRelativePath(root, file)).Append(' ').Append(HashOf(file)).Append('\n');
        return Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes(text.ToString()))).ToLowerInvariant();
    }

    /// <summary>A hash over a file's content.</summary>
    public static string HashOf(string file) => Convert.ToHexString(SHA256.HashData(File.ReadAllBytes(file)));

    private static SortedSet<string> FindFiles(string stack)
    {
        var (files, open) = (new SortedSet<string>(StringComparer.Ordinal), new Queue<string>([stack]));
        while (open.TryDequeue(out var folder))
            foreach (var file in FilesOf(folder).Where(files.Add).Where(file => Path.GetExtension(file) == ".tf"))
                foreach (Match call in LocalSource().Matches(File.ReadAllText(file)))
                    if (Path.GetFullPath(Path.Combine(Path.GetDirectoryName(file)!, call.Groups["path"].Value)) is var module && Directory.Exists(module)) open.Enqueue(module);
        return files;
    }

    // Below the folder only: the repository itself may lie in a folder of such a name.
    private static IEnumerable<string> FilesOf(string folder) => Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories)
        .Where(file => Path.GetExtension(file) is ".tf" or ".hcl" or ".tfvars" or ".json" && !Path.GetRelativePath(folder, file).Split(Path.DirectorySeparatorChar).Any(part => part is "tests" or ".terraform"));

    /// <summary>A module of this repository: Terraform takes a literal only, and one that begins so.</summary>
    [GeneratedRegex("""^\s*source\s*=\s*"(?<path>\.\.?/[^"]*)""", RegexOptions.Multiline)]
    private static partial Regex LocalSource();
}
