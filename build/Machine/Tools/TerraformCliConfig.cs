using System.Text.RegularExpressions;
using Notejam.Machine.Host;

namespace Notejam.Machine.Tools;

/// <summary>
/// Terraform's CLI configuration: the user's own where it says how providers are installed,
/// otherwise one of ours that takes the AWS provider from the local mirror.
/// </summary>
public sealed partial class TerraformCliConfig(HostFacts host, TerraformMirror mirror)
{
    /// <summary>The variable that names the file.</summary>
    public const string Variable = "TF_CLI_CONFIG_FILE";

    /// <summary>The user's configuration file, if it exists. A variable that names no file counts as none.</summary>
    public string? UsersFile
    {
        get
        {
            var name = OperatingSystem.IsWindows() ? "terraform.rc" : ".terraformrc";
            var file = host.Variable(Variable) ?? Path.Combine(host.Home, name);
            return File.Exists(file) ? file : null;
        }
    }

    /// <summary>Whether the user's own file says how providers are installed.</summary>
    public bool UserDecides => UsersFile is { } file && InstallationBlock().IsMatch(File.ReadAllText(file));

    /// <summary>
    /// The environment to add for Terraform: nothing when the user's file decides or there is no mirror to use
    /// and no dangling variable, otherwise the variable with our file, written into the folder.
    /// </summary>
    public IReadOnlyDictionary<string, string?> Environment(string folder)
    {
        var users = UsersFile;
        if (users is not null && DevelopersOverride().IsMatch(File.ReadAllText(users)))
            throw new MachineException($"{users} has dev_overrides: Terraform would plan with a provider that no lock file knows. Remove that block, or name another file in {Variable}.");
        if (UserDecides) return new Dictionary<string, string?>();

        if (mirror.Find() is not { } found)
        {
            // Terraform warns, on every command, about a variable that names no file.
            return users is null && host.Variable(Variable) is not null
                ? new Dictionary<string, string?> { [Variable] = null }
                : new Dictionary<string, string?>();
        }

        Directory.CreateDirectory(folder);
        var file = Path.Combine(folder, "terraform.rc");
        // What else the user's file says (credentials, hosts) stays in force.
        var rest = users is null ? "" : File.ReadAllText(users) + "\n";
        Write(file, rest + Text(found));
        return new Dictionary<string, string?> { [Variable] = file };
    }

    // Exchanged as a whole, and only when it says something else: a Terraform of another stack may be reading it.
    private static void Write(string file, string text)
    {
        if (File.Exists(file) && File.ReadAllText(file) == text) return;
        var fresh = $"{file}.{Guid.NewGuid():N}";
        File.WriteAllText(fresh, text);
        if (!OperatingSystem.IsWindows()) File.SetUnixFileMode(fresh, UnixFileMode.UserRead | UnixFileMode.UserWrite);
        File.Move(fresh, file, overwrite: true);
    }

    /// <summary>The installation block: the AWS provider from the mirror, all others from their registries.</summary>
    public static string Text(string mirrorFolder)
    {
        ArgumentNullException.ThrowIfNull(mirrorFolder);
        var path = mirrorFolder.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal);
        return $$"""
            provider_installation {
              filesystem_mirror {
                path    = "{{path}}"
                include = ["registry.terraform.io/hashicorp/aws"]
              }
              direct {
                exclude = ["registry.terraform.io/hashicorp/aws"]
              }
            }

            """;
    }

    /// <summary>https://developer.hashicorp.com/terraform/cli/config/config-file#development-overrides-for-provider-developers</summary>
    [GeneratedRegex(@"^[^#/\n]*\bdev_overrides\s*\{", RegexOptions.Multiline)]
    private static partial Regex DevelopersOverride();

    [GeneratedRegex(@"^\s*provider_installation\s*\{", RegexOptions.Multiline)]
    private static partial Regex InstallationBlock();
}
