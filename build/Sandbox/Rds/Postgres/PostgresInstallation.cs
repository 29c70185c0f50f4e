using System.Text.RegularExpressions;
using Notejam.Machine;
using Notejam.Machine.Host;
using Notejam.Machine.Processes;
using Notejam.Machine.Tools;

namespace Notejam.Sandbox.Rds.Postgres;

/// <summary>PostgreSQL's programs on this machine, and the user that may run them: a server refuses to run as root.</summary>
internal sealed partial class PostgresInstallation(IProcessRunner processes)
{
    private string? _folder;
    private string? _version;

    /// <summary>The user that servers run as when this process is root; otherwise they run as whoever runs this process.</summary>
    public static string? ServerUser => Environment.IsPrivilegedProcess && !OperatingSystem.IsWindows() ? "postgres" : null;

    /// <summary>The folder of the programs.</summary>
    /// <exception cref="MachineException">They are not on this machine; the message says what to install.</exception>
    public static string Demand(PostgresBinaries binaries) => binaries.Find() ?? throw new MachineException(
        "PostgreSQL's server programs (initdb, pg_ctl, postgres) were not found: install them (Debian: `apt-get install -y postgresql`), or add their folder to PATH.");

    /// <summary>The servers' version, for example <c>15.12</c>.</summary>
    public async Task<string> GetVersionAsync(CancellationToken cancellationToken)
    {
        if (_version is not null) return _version;
        var result = await processes.RunAsync(ProcessCommand.Of(PathOf("postgres"), "--version"), cancellationToken);
        return _version = Version().Match(result.Output).Value;
    }

    /// <summary>Runs one of the programs as the servers' user, in a folder that this user may enter.</summary>
    /// <exception cref="InvalidOperationException">The program ended with an error; the message has what it printed.</exception>
    public async Task RunAsync(string program, CancellationToken cancellationToken, params string[] arguments)
    {
        var result = await TryRunAsync(program, cancellationToken, arguments);
        if (!result.Succeeded)
            throw new InvalidOperationException($"{program} failed: {(result.Error + result.Output).Trim()}");
    }

    /// <summary>Runs one of the programs as the servers' user and returns how it ended.</summary>
    public Task<ProcessResult> TryRunAsync(string program, CancellationToken cancellationToken, params string[] arguments)
    {
        var command = ServerUser is { } user
            ? ProcessCommand.Of("runuser", ["-u", user, "--", PathOf(program), .. arguments])
            : ProcessCommand.Of(PathOf(program), arguments);
        return processes.RunAsync(command with { WorkingDirectory = "/" }, cancellationToken);
    }

    /// <summary>Gives a file or a folder with all in it to the servers' user.</summary>
    public async Task GiveAsync(string path, CancellationToken cancellationToken)
    {
        if (ServerUser is not { } user) return;
        var result = await processes.RunAsync(ProcessCommand.Of("chown", "-R", $"{user}:", path), cancellationToken);
        if (!result.Succeeded) throw new InvalidOperationException($"chown failed: {result.Error.Trim()}");
    }

    private string PathOf(string program) => Path.Combine(_folder ??= Find(), program);

    private static string Find() => Demand(new PostgresBinaries(HostFacts.OfThisMachine()));

    [GeneratedRegex(@"\d+(\.\d+)*")]
    private static partial Regex Version();
}
