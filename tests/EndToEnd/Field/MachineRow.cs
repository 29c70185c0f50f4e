using Notejam.EndToEnd.Support;
using Notejam.Machine.Processes;

namespace Notejam.EndToEnd.Field;

/// <summary>What is odd about somebody's machine, what is run on it, and how that must end.</summary>
/// <param name="ExitCode">0, 1 (it failed) or 2 (the request was wrong).</param>
/// <param name="Says">Pieces of text that the run must print.</param>
public sealed record MachineRow(string[] Command, int ExitCode, params string[] Says)
{
    /// <summary>The environment that is set.</summary>
    public IReadOnlyDictionary<string, string?> Variables { get; init; } = new Dictionary<string, string?>();

    /// <summary>Makes the machine odd; what it returns makes it usual again.</summary>
    public Func<RepositoryCopy, Task<Func<Task>>>? Arrange { get; init; }

    /// <summary>An arrangement by the shell in the clone's folder, with its undoing.</summary>
    public static Func<RepositoryCopy, Task<Func<Task>>> Shell(string arrange, string undo) => async copy =>
    {
        await RunAsync(copy, arrange);
        return () => RunAsync(copy, undo);
    };

    private static Task<string> RunAsync(RepositoryCopy copy, string script) => Programs.RunAsync(new ProcessCommand("bash", ["-euc", script])
    {
        WorkingDirectory = copy.Folder,
        Environment = new Dictionary<string, string?> { ["GIT_AUTHOR_NAME"] = "Test", ["GIT_AUTHOR_EMAIL"] = "test@example.com", ["GIT_COMMITTER_NAME"] = "Test", ["GIT_COMMITTER_EMAIL"] = "test@example.com" },
    });
}
