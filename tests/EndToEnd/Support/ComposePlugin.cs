using Notejam.Machine.Processes;

namespace Notejam.EndToEnd.Support;

/// <summary>
/// The Compose plugin, which Debian has from its release 13 on: taken out of that release's package into a folder of its own,
/// so that nothing of this machine changes.
/// </summary>
public sealed class ComposePlugin : IDisposable
{
    private static readonly string[] Mirror = ["indextargets", "--format", "$(REPO_URI)", "Identifier: Packages", "Origin: Debian", "Label: Debian", "Component: main"];

    private readonly string _folder = Directory.CreateTempSubdirectory("notejam-compose-").FullName;
    private readonly ProcessRunner _processes = new();

    private ComposePlugin()
    {
    }

    /// <summary>Docker's settings (<c>DOCKER_CONFIG</c>) with the plugin in them.</summary>
    public string DockerConfig => Path.Combine(_folder, "docker");

    /// <summary>Downloads it.</summary>
    public static async Task<ComposePlugin> DownloadAsync()
    {
        var plugin = new ComposePlugin();
        try
        {
            await plugin.FetchAsync();
            return plugin;
        }
        catch
        {
            plugin.Dispose();
            throw;
        }
    }

    /// <inheritdoc />
    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private async Task FetchAsync()
    {
        foreach (var folder in new[] { "lists/partial", "archives/partial", "package", "docker/cli-plugins" }) Directory.CreateDirectory(Path.Combine(_folder, folder));
        // From wherever this machine has its Debian from.
        var mirror = (await RunAsync("apt-get", Mirror)).Split('\n', StringSplitOptions.RemoveEmptyEntries)[0];
        await File.WriteAllTextAsync(Path.Combine(_folder, "debian.sources"), $"""
            Types: deb
            URIs: {mirror}
            Suites: trixie
            Components: main
            Signed-By: /usr/share/keyrings/debian-archive-keyring.gpg
            """);
        string[] apart =
        [
            "-o", $"Dir::Etc::sourcelist={_folder}/debian.sources", "-o", "Dir::Etc::sourceparts=-", "-o", $"Dir::State::lists={_folder}/lists",
            "-o", $"Dir::Cache::archives={_folder}/archives", "-o", "Dir::Cache::pkgcache=", "-o", "Dir::Cache::srcpkgcache=", "-o", "Acquire::Languages=none",
            "-o", "Acquire::Retries=5", "-o", "APT::Sandbox::User=root",
        ];
        await RunAsync("apt-get", [.. apart, "update"]);
        await RunAsync("apt-get", [.. apart, "download", "docker-compose"]);
        await RunAsync("dpkg-deb", ["--extract", Directory.GetFiles(_folder, "docker-compose_*.deb").Single(), "package"]);
        File.Copy(Path.Combine(_folder, "package/usr/libexec/docker/cli-plugins/docker-compose"), Path.Combine(DockerConfig, "cli-plugins/docker-compose"));
    }

    private async Task<string> RunAsync(string program, string[] arguments)
    {
        var result = await _processes.RunAsync(new ProcessCommand(program, arguments) { WorkingDirectory = _folder });
        Assert.True(result.Succeeded, $"{program} {arguments[^1]}: {result.Error}");
        return result.Output;
    }
}
