using System.Collections.Concurrent;
using Notejam.Machine.Environments;

namespace Notejam.Machine.Processes;

/// <summary>Runs programs in the environment that the table of <see cref="ToolEnvironments"/> gives them; what a command sets itself, it gets.</summary>
/// <param name="environment">The caller's environment.</param>
/// <param name="isClosed">Whether programs may reach this machine only, except for packages: with a sandbox.</param>
/// <param name="report">Told, once a program, what of that it does not get.</param>
public sealed class GuardedProcessRunner(IProcessRunner inner, Func<IReadOnlyDictionary<string, string>> environment, Action<string> report, bool isClosed = false) : IProcessRunner
{
    private readonly ConcurrentDictionary<string, bool> _told = new();

    /// <inheritdoc />
    public Task<ProcessResult> RunAsync(ProcessCommand command, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(command);
        var inherited = environment();
        var policy = ToolEnvironments.Of(command.Program, command.Arguments);
        var changes = new Dictionary<string, string?>(Variables.Changes(inherited, Reachable(policy.Of(inherited), command)), Variables.Comparer);
        if (policy.Removed(inherited) is { Count: > 0 } removed)
        {
            var line = $"{Path.GetFileNameWithoutExtension(command.Program)} is run without {string.Join(", ", removed)}: the environment must not change what it does";
            if (_told.TryAdd(line, true)) report(line);
        }

        foreach (var (name, value) in command.Environment) changes[name] = value;
        return inner.RunAsync(command with { Environment = changes }, cancellationToken);
    }

    private IReadOnlyDictionary<string, string> Reachable(IReadOnlyDictionary<string, string> left, ProcessCommand command) =>
        isClosed && !ToolEnvironments.Downloads(command.Program, command.Arguments) ? ProxyVariables.Without(left) : left;
}
