using System.Diagnostics;

namespace Polyfills.Nuke.Tests.Process;

/// <summary>Runs the sample build in a folder of its own, with an environment that holds nothing of the caller's NUKE.</summary>
internal sealed class SampleBuildRun : IDisposable
{
    private readonly DirectoryInfo _root = Directory.CreateTempSubdirectory("sample-build-");

    public SampleBuildRun() => _root.CreateSubdirectory(".nuke");

    public string Root => _root.FullName;

    public Dictionary<string, string> Environment { get; } = [];

    public void WriteParameters(string json, string? profile = null) =>
        File.WriteAllText(
            Path.Combine(Root, ".nuke", profile is null ? "parameters.json" : $"parameters.{profile}.json"),
            json);

    public (int ExitCode, string Output) Run(params string[] arguments)
    {
        var start = new ProcessStartInfo("dotnet")
        {
            WorkingDirectory = Root,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            RedirectStandardInput = true,
        };
        start.ArgumentList.Add(Path.Combine(AppContext.BaseDirectory, "SampleBuild.dll"));
        foreach (var argument in arguments)
            start.ArgumentList.Add(argument);
        foreach (var name in start.Environment.Keys.Where(IsForNuke).ToList())
            start.Environment.Remove(name);
        start.Environment["TERM"] = "dumb";
        foreach (var (name, value) in Environment)
            start.Environment[name] = value;

        using var process = System.Diagnostics.Process.Start(start)!;
        process.StandardInput.Close();
        var errors = process.StandardError.ReadToEndAsync();
        var output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return (process.ExitCode, output + errors.GetAwaiter().GetResult());
    }

    public void Dispose() => _root.Delete(recursive: true);

    private static bool IsForNuke(string name) =>
        name.StartsWith("NUKE", StringComparison.OrdinalIgnoreCase)
        || name.ToUpperInvariant() is "HOST" or "ROOT" or "TARGET" or "SKIP" or "PROFILE" or "VERBOSITY" or "COUNT"
            or "OUTPUT" or "GITHUB_ACTIONS";
}
