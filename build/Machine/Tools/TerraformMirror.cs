using Notejam.Machine.Host;

namespace Notejam.Machine.Tools;

/// <summary>Finds a local mirror of Terraform providers: a folder that holds registry.terraform.io/hashicorp/aws.</summary>
public sealed class TerraformMirror
{
    private const string Provider = "registry.terraform.io/hashicorp/aws";
    private const int Depth = 3;

    // Terraform's own implicit mirror folders (documented under "Implied Local Mirror Directories").
    private static readonly string[] Implied = ["/usr/local/share/terraform/plugins", "/usr/share/terraform/plugins"];
    private static readonly string[] Usual = ["/opt", "/usr/local", "/usr/share", "/var/lib", "/var/cache"];

    // Large or foreign, never a mirror.
    private static readonly HashSet<string> Skipped = ["node_modules", "proc", "docker", "containerd", "dpkg", "doc", "man", "locale", ".git", "site-packages"];

    private readonly HostFacts _host;

    /// <summary>A search on a host.</summary>
    public TerraformMirror(HostFacts host)
    {
        _host = host;
        Roots = [.. Usual, host.Home];
    }

    /// <summary>Where to search, three folders deep.</summary>
    public IReadOnlyList<string> Roots { get; init; }

    /// <summary>The mirror's folder, or null. Named ones come first (TF_PLUGIN_CACHE_DIR, Terraform's own), then found ones.</summary>
    public string? Find()
    {
        var data = _host.Variable("XDG_DATA_HOME") ?? Path.Combine(_host.Home, ".local", "share");
        string?[] named =
        [
            _host.Variable("TF_PLUGIN_CACHE_DIR"),
            Path.Combine(_host.Home, ".terraform.d", "plugins"),
            Path.Combine(data, "terraform", "plugins"),
            .. Implied,
        ];
        return named.OfType<string>().FirstOrDefault(IsMirror) ?? Roots.Select(root => Search(root, Depth)).FirstOrDefault(found => found is not null);
    }

    /// <summary>Whether a folder holds the AWS provider in a form that Terraform takes from a mirror.</summary>
    public static bool IsMirror(string folder)
    {
        var provider = Path.Combine(folder, Provider);
        try
        {
            // Unpacked: version/platform. Packed: zip archives, with or without an index.
            return Directory.Exists(provider) && Directory.EnumerateFileSystemEntries(provider).Any();
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return false;
        }
    }

    private static string? Search(string folder, int depth)
    {
        if (IsMirror(folder)) return folder;
        if (depth == 0) return null;

        try
        {
            return Directory.EnumerateDirectories(folder)
                .Where(child => !Skipped.Contains(Path.GetFileName(child)) && new DirectoryInfo(child).LinkTarget is null)
                .Order(StringComparer.Ordinal)
                .Select(child => Search(child, depth - 1))
                .FirstOrDefault(found => found is not null);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }
}
