using Notejam.Machine;
using Notejam.Sandbox.Host;

namespace Notejam.Sandbox.Daemon;

/// <summary>Ends and removes all that belongs to a sandbox, and nothing else.</summary>
public sealed class SandboxTeardown(SandboxOptions options, ManagedProcesses processes, SandboxNetwork network, ThisMachine machine)
{
    // Logs explain what was; a client may trust the certificate authority; the records, the runs' claims, the gateway's own
    // program and the lock are in use.
    private static readonly string[] Kept = ["logs", "ca", "processes", Launch.SandboxLeases.Folder, Launch.ProgramCopy.Folder];

    /// <summary>Removes containers, network, servers and state.</summary>
    public async Task RemoveAsync(CancellationToken cancellationToken = default)
    {
        if ((await machine.Engine.AskAsync(cancellationToken)).State == Notejam.Machine.Docker.EngineState.Answers)
            await network.RemoveAsync(cancellationToken);
        await processes.StopAllAsync(cancellationToken);
        if (!Directory.Exists(options.StateDirectory)) return;
        foreach (var folder in Directory.GetDirectories(options.StateDirectory))
            if (!Kept.Contains(Path.GetFileName(folder)))
                Directory.Delete(folder, recursive: true);
    }

    /// <summary>Stops a whole sandbox from outside, its gateway first.</summary>
    public async Task StopAsync(CancellationToken cancellationToken = default)
    {
        // The gateway would start again what is stopped beneath it.
        await processes.StopAsync(GatewayProcess.Name, cancellationToken: cancellationToken);
        await RemoveAsync(cancellationToken);
    }
}
