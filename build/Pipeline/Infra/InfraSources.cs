using System.Security.Cryptography;
using System.Text;

namespace Notejam.Pipeline.Infra;

/// <summary>Terraform's files as they lie in folders.</summary>
internal static class InfraSources
{
    /// <summary>A hash over paths and content of all configuration, values and lock files, tests left out.</summary>
    public static string Hash(params string[] folders)
    {
        var text = new StringBuilder();
        foreach (var folder in folders)
            foreach (var file in Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories)
                         .Where(file => Path.GetExtension(file) is ".tf" or ".hcl" or ".tfvars" && !file.Contains("/tests/", StringComparison.Ordinal)).Order(StringComparer.Ordinal))
                text.Append(Path.GetRelativePath(folder, file)).Append(' ').Append(HashOf(file)).Append('\n');
        return Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes(text.ToString()))).ToLowerInvariant();
    }

    /// <summary>A hash over a file's content.</summary>
    public static string HashOf(string file) => Convert.ToHexString(SHA256.HashData(File.ReadAllBytes(file)));
}
