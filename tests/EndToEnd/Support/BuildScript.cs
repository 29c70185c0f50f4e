using System.Text.RegularExpressions;
using Notejam.Machine.Processes;

namespace Notejam.EndToEnd.Support;

/// <summary>Runs <c>./build.sh</c> as a person does, in an environment without AWS's variables.</summary>
public sealed partial class BuildScript(string folder)
{
    private static readonly string[] Removed =
        ["AWS_ENDPOINT_URL", "AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY", "AWS_SESSION_TOKEN", "AWS_PROFILE", "AWS_REGION", "AWS_DEFAULT_REGION", "NUKE_ROOT"];

    private readonly ProcessRunner _processes = new();

    /// <summary>Runs it to its end.</summary>
    public async Task<BuildRun> RunAsync(params string[] arguments)
    {
        var lines = new List<string>();
        void Take(string line)
        {
            lock (lines) lines.Add(Colour().Replace(line, ""));
        }

        var environment = Removed.ToDictionary(name => name, _ => (string?)null);
        environment["AWS_EC2_METADATA_DISABLED"] = "true";
        environment["AWS_SHARED_CREDENTIALS_FILE"] = "/nonexistent";
        environment["AWS_CONFIG_FILE"] = "/nonexistent";
        var result = await _processes.RunAsync(new ProcessCommand(Path.Combine(folder, "build.sh"), arguments)
        {
            WorkingDirectory = folder, Environment = environment, OnOutput = Take, OnError = Take,
        });
        return new BuildRun(string.Join(' ', arguments), result.ExitCode, string.Join('\n', lines));
    }

    /// <summary>A terminal's colour, which says nothing of what was printed.</summary>
    [GeneratedRegex(@"\e\[[0-9;]*m")]
    private static partial Regex Colour();
}

/// <summary>A run that has ended.</summary>
public sealed record BuildRun(string Arguments, int ExitCode, string Output)
{
    /// <summary>Fails the test, with all that the run printed, when the exit code is not the expected one.</summary>
    public BuildRun ExitsWith(bool success)
    {
        Assert.True(ExitCode == 0 == success, $"./build.sh {Arguments} ended with {ExitCode}:\n{Output}");
        return this;
    }
}
