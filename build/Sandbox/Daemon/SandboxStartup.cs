using Notejam.Machine;
using Notejam.Machine.Host;
using Notejam.Machine.Tools;
using Notejam.Sandbox.Daemon.Handover;
using Notejam.Sandbox.Ecr.Registry;
using Notejam.Sandbox.Emulator;
using Notejam.Sandbox.Host;
using Notejam.Sandbox.Rds.Postgres;

namespace Notejam.Sandbox.Daemon;

/// <summary>Brings up what the rooms rely on, before any of them reads its state: the emulator, the image store, the network.</summary>
internal sealed partial class SandboxStartup(
    SandboxOptions options, ThisMachine machine, ManagedProcesses processes, MotoServer moto, ImageStore images, SandboxNetwork network,
    SandboxTeardown teardown, Predecessor predecessor, TimeProvider time, ILogger<SandboxStartup> log)
{
    private static readonly TimeSpan LockPatience = TimeSpan.FromSeconds(20);
    private static readonly string[] Programs = ["docker-registry", "redis-server", "setsid"];

    /// <summary>Prepares the sandbox.</summary>
    /// <param name="takeOver">Whether a gateway that runs hands over; all that may fail is done before it lets go.</param>
    /// <returns>The sandbox's lock: held while this gateway lives.</returns>
    /// <exception cref="MachineException">Something is missing or in the way: one message with cause and remedy.</exception>
    public async Task<IDisposable> PrepareAsync(bool takeOver, CancellationToken cancellationToken = default)
    {
        OpenStateDirectory();
        if (takeOver) await predecessor.FindAsync(cancellationToken);
        if (!predecessor.IsThere) PortCheck.Demand(options.Port, "the AWS endpoint");
        var held = predecessor.IsThere ? null : await AcquireAsync(cancellationToken);
        try
        {
            if (!predecessor.IsThere) foreach (var region in SandboxOptions.Regions) PortCheck.Demand(options.RegistryPort(region), $"the image registry of {region}");
            // Nothing needs them before the first database: better missed now than in the midst of a delivery.
            PostgresInstallation.Demand(new PostgresBinaries(machine.Host));
            await machine.Packages.EnsureAsync(Programs, cancellationToken);
            using (await machine.Engine.EnsureRunningAsync(cancellationToken)) LogEngine();
            await EnsureServersAsync(cancellationToken);
            await predecessor.TakeOverAsync(cancellationToken);
            return held ??= await AcquireAsync(cancellationToken);
        }
        catch
        {
            held?.Dispose();
            throw;
        }
    }

    private async Task<FileLock> AcquireAsync(CancellationToken cancellationToken)
    {
        var held = await FileLock.AcquireAsync(Path.Combine(options.StateDirectory, "gateway.lock"), LockPatience, time, cancellationToken);
        processes.Adopt(GatewayProcess.Name, Environment.ProcessId);
        return held;
    }

    private async Task EnsureServersAsync(CancellationToken cancellationToken)
    {
        if (moto.IsRunning)
        {
            LogReattached();
        }
        else
        {
            // The plain bookkeeping is gone with the emulator: what is left of the rest would contradict it.
            await teardown.RemoveAsync(cancellationToken);
            PortCheck.Demand(options.MotoPort, "the emulator moto");
            PortCheck.Demand(options.ImageStorePort, "the image store");
        }

        await Task.WhenAll(moto.EnsureRunningAsync(cancellationToken), images.EnsureRunningAsync(cancellationToken), network.EnsureAsync(cancellationToken));
    }

    private void OpenStateDirectory()
    {
        try
        {
            Directory.CreateDirectory(options.StateDirectory);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new MachineException($"The state directory {options.StateDirectory} cannot be made ({error.Message}): choose another with --state-directory.", error);
        }

        // PostgreSQL's own user passes through it.
        if (!OperatingSystem.IsWindows())
            File.SetUnixFileMode(options.StateDirectory, File.GetUnixFileMode(options.StateDirectory) | UnixFileMode.GroupExecute | UnixFileMode.OtherExecute);
    }

    [LoggerMessage(Level = LogLevel.Information, Message = "The Docker engine answers")]
    private partial void LogEngine();

    [LoggerMessage(Level = LogLevel.Information, Message = "Found the servers of an earlier gateway: going on with their state")]
    private partial void LogReattached();
}
