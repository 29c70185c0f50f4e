using System.Security.Cryptography;
using System.Text;

namespace Notejam.Sandbox.Certificates;

/// <summary>
/// Roots for containers: the machine's own and the sandbox's CA. On AWS the roots behind databases' and caches'
/// certificates are in every trust store; here they are put there.
/// </summary>
internal sealed class CertificateBundle(SandboxOptions options)
{
    /// <summary>Where containers find it.</summary>
    public const string PathInContainer = "/etc/ssl/certs/notejam-sandbox.pem";

    private const string MachineRoots = "/etc/ssl/certs/ca-certificates.crt";
    private readonly Lock _lock = new();

    /// <summary>Path of the bundle on the host; null while the sandbox has no CA.</summary>
    public string? Find()
    {
        var authority = Path.Combine(options.StateDirectory, "ca", "ca.pem");
        if (!File.Exists(authority)) return null;
        var roots = File.Exists(MachineRoots) ? File.ReadAllText(MachineRoots) : "";
        var text = $"{roots.TrimEnd()}\n{File.ReadAllText(authority)}";

        // Named by its content: containers keep the file that they were given.
        var name = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)))[..16];
        var path = Path.Combine(options.StateDirectory, "ca", $"bundle-{name}.pem");
        lock (_lock)
        {
            if (File.Exists(path)) return path;
            File.WriteAllText(path + ".new", text);
            if (!OperatingSystem.IsWindows())
                File.SetUnixFileMode(path + ".new", UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.GroupRead | UnixFileMode.OtherRead);
            File.Move(path + ".new", path, overwrite: true);
            return path;
        }
    }
}
