using Notejam.Machine.Host;
using Notejam.Machine.Processes;
using Notejam.Machine.Tools;

namespace Notejam.Infra.Tests;

/// <summary>Terraform over a copy of <c>infra/</c>, so that no test writes into the sources.</summary>
public sealed class TerraformFixture : IAsyncLifetime, IDisposable
{
    // Its lock file says which version of the provider is meant.
    private const string Locked = "stacks/account";

    private readonly ProcessRunner _processes = new();
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("notejam-infra-");
    private readonly Dictionary<string, string?> _environment;
    private StandingProvider? _provider;

    public TerraformFixture()
    {
        foreach (var file in Directory.EnumerateFiles(InfraFolder.Path, "*", SearchOption.AllDirectories).Where(IsSource))
        {
            var copy = Path.Combine(_folder.FullName, Path.GetRelativePath(InfraFolder.Path, file));
            Directory.CreateDirectory(Path.GetDirectoryName(copy)!);
            File.Copy(file, copy);
        }

        var host = HostFacts.OfThisMachine();
        _environment = new Dictionary<string, string?>(new TerraformCliConfig(host, new TerraformMirror(host)).Environment(_folder.FullName))
        {
            ["TF_IN_AUTOMATION"] = "1",
            ["CHECKPOINT_DISABLE"] = "1",
            // Mocked: that neither is asked shows in the test's passing without them.
            ["AWS_ACCESS_KEY_ID"] = null,
            ["AWS_SECRET_ACCESS_KEY"] = null,
            ["AWS_PROFILE"] = null,
        };
        if (new TerraformMirror(host).Find() is null)
        {
            // One download for all modules.
            _environment["TF_PLUGIN_CACHE_DIR"] = Directory.CreateDirectory(Path.Combine(_folder.FullName, "providers")).FullName;
            _environment["TF_PLUGIN_CACHE_MAY_BREAK_DEPENDENCY_LOCK_FILE"] = "1";
        }
    }

    public async Task InitializeAsync()
    {
        var result = await RunAsync(Locked, "init", "-backend=false", "-input=false", "-no-color", "-lockfile=readonly");
        Assert.True(result.Succeeded, result.Error + result.Output);
        _provider = await StandingProvider.StartAsync(Path.Combine(_folder.FullName, Locked));
    }

    /// <summary>Runs Terraform in a folder below <c>infra/</c>.</summary>
    public Task<ProcessResult> RunAsync(string folder, params string[] arguments) => RunAsync(folder, new Dictionary<string, string?>(), arguments);

    /// <summary>The same for what only asks the provider what it knows, and configures none: with the one that stands.</summary>
    public Task<ProcessResult> AskAsync(string folder, params string[] arguments) => RunAsync(folder, _provider!.Environment, arguments);

    /// <summary>The same with more of an environment.</summary>
    public Task<ProcessResult> RunAsync(string folder, IReadOnlyDictionary<string, string?> environment, params string[] arguments)
    {
        var all = new Dictionary<string, string?>(_environment);
        foreach (var (name, value) in environment) all[name] = value;
        return _processes.RunAsync(new ProcessCommand("terraform", arguments) { WorkingDirectory = Path.Combine(_folder.FullName, folder), Environment = all });
    }

    /// <summary>Adds a file to the copy.</summary>
    public void Write(string path, string text) => File.WriteAllText(Path.Combine(_folder.FullName, path), text);

    public Task DisposeAsync() => Task.CompletedTask;

    public void Dispose()
    {
        _provider?.Dispose();
        _folder.Delete(recursive: true);
    }

    private static bool IsSource(string file) =>
        Path.GetExtension(file) is ".tf" or ".hcl" or ".tfvars" or ".zip" && !file.Contains($"{Path.DirectorySeparatorChar}.terraform{Path.DirectorySeparatorChar}", StringComparison.Ordinal);
}
