using System.Security.Cryptography;
using System.Text;

namespace Notejam.Pipeline.Functions;

/// <summary>What the functions are made of, and what tells one package from the next.</summary>
public static class FunctionContent
{
    /// <summary>The paths of the repository that go into the package.</summary>
    public static IReadOnlyList<string> Paths { get; } =
        ["app/Notejam.Hooks", "build/Polyfills/Aws", "Directory.Build.props", "Directory.Build.targets", "Directory.Packages.props", "global.json"];

    /// <summary>A hash over git's ids of all paths and the choice between packages and their stand-ins.</summary>
    public static string Tag(IReadOnlyDictionary<string, string> contentIds, string choice)
    {
        var text = new StringBuilder();
        foreach (var (path, id) in contentIds.OrderBy(pair => pair.Key, StringComparer.Ordinal)) text.Append(path).Append(' ').Append(id).Append('\n');
        text.Append(choice);
        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text.ToString())));
    }
}
