using Notejam.Machine.Processes;
using Notejam.Tests.Servers;

namespace Notejam.Hooks.Tests.Functions;

/// <summary>The package as Lambda gets it: trimmed, with its own runtime.</summary>
public sealed class PublishedFunctions : IAsyncLifetime
{
    private readonly TemporaryFolder _folder = new();

    /// <summary>What Lambda starts.</summary>
    public string Bootstrap => Path.Combine(_folder.Path, "out", "bootstrap");

    public async Task InitializeAsync()
    {
        var command = ProcessCommand.Of(
            "dotnet", "publish", Path.Combine(FindRoot(), "app", "Notejam.Hooks"), "--configuration", "Release", "--runtime", "linux-x64", "--output", Path.GetDirectoryName(Bootstrap)!,
            "--artifacts-path", Path.Combine(_folder.Path, "artifacts"), "--nologo", "-v:quiet") with { WorkingDirectory = _folder.Path };
        var result = await new ProcessRunner().RunAsync(command);
        if (!result.Succeeded) throw new InvalidOperationException(result.Output + result.Error);
    }

    public Task DisposeAsync()
    {
        _folder.Delete();
        return Task.CompletedTask;
    }

    private static string FindRoot()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
            if (File.Exists(Path.Combine(folder.FullName, "Notejam.slnx")))
                return folder.FullName;
        return Environment.GetEnvironmentVariable("NUKE_ROOT") ?? throw new InvalidOperationException("The repository's root was not found.");
    }
}
