using System.Diagnostics;

namespace Notejam.Build.Tests.Process;

/// <summary>Runs the build in a folder that holds nothing but what a test puts there, with nothing of the caller's environment that it would take for an option.</summary>
internal sealed class BuildProcess : IDisposable
{
    private readonly DirectoryInfo _root = Directory.CreateTempSubdirectory("build-");

    public BuildProcess()
    {
        Write(".nuke/parameters.json", "{}");
        Write("infra/environments/production.tfvars", "primary_region = \"eu-central-1\"\nreplica_region = \"eu-west-2\"\n");
    }

    public string Root => _root.FullName;

    public Dictionary<string, string> Environment { get; } = [];

    /// <summary>Where a shell leads its output: <c>&gt; /dev/full</c>. Null: to the test.</summary>
    public string? Redirection { get; set; }

    /// <summary>A file of the folder: as soon as it is there, a run gets a SIGINT.</summary>
    public string? InterruptedBy { get; set; }

    public void Write(string path, string text)
    {
        var file = Path.Combine(_root.FullName, path);
        Directory.CreateDirectory(Path.GetDirectoryName(file)!);
        File.WriteAllText(file, text);
    }

    /// <summary>Runs it.</summary>
    /// <param name="input">What is piped to it; null for nothing at all.</param>
    public async Task<(int ExitCode, string Output)> RunAsync(string? input, params string[] arguments)
    {
        var start = new ProcessStartInfo(Redirection is null ? "dotnet" : "sh") { WorkingDirectory = _root.FullName, RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true };
        if (Redirection is not null) foreach (var word in new[] { "-c", $"exec dotnet \"$@\" {Redirection}", "sh" }) start.ArgumentList.Add(word);
        start.ArgumentList.Add(Path.Combine(AppContext.BaseDirectory, "_build.dll"));
        foreach (var argument in arguments) start.ArgumentList.Add(argument);
        start.Environment.Clear();
        foreach (var name in new[] { "PATH", "HOME", "DOTNET_ROOT", "TMPDIR" })
            if (System.Environment.GetEnvironmentVariable(name) is { } value) start.Environment[name] = value;
        start.Environment["NUKE_TELEMETRY_OPTOUT"] = "1";
        foreach (var (name, value) in Environment) start.Environment[name] = value;
        using var process = System.Diagnostics.Process.Start(start)!;
        var output = process.StandardOutput.ReadToEndAsync();
        var error = process.StandardError.ReadToEndAsync();
        if (input is not null) await process.StandardInput.WriteAsync(input);
        process.StandardInput.Close();
        if (InterruptedBy is { } file) await InterruptAsync(process, Path.Combine(_root.FullName, file));
        await process.WaitForExitAsync();
        return (process.ExitCode, await output + await error);
    }

    /// <summary>Commits all that is there: what is delivered is a commit.</summary>
    public async Task CommitAsync()
    {
        foreach (var line in new[] { "init --quiet", "add --all", "-c user.name=Test -c user.email=test@example.com commit --quiet -m Test" })
        {
            using var git = System.Diagnostics.Process.Start(new ProcessStartInfo("git", line) { WorkingDirectory = _root.FullName })!;
            await git.WaitForExitAsync();
            Assert.Equal(0, git.ExitCode);
        }
    }

    public void Dispose() => _root.Delete(recursive: true);

    private static async Task InterruptAsync(System.Diagnostics.Process process, string file)
    {
        while (!File.Exists(file) && !process.HasExited) await Task.Delay(100);
        using var kill = System.Diagnostics.Process.Start("kill", $"-INT {process.Id}");
        await kill.WaitForExitAsync();
    }
}
