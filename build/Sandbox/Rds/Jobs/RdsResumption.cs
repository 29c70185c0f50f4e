using Notejam.Sandbox.Rds.Postgres;

namespace Notejam.Sandbox.Rds.Jobs;

/// <summary>At start: finds the servers that still run, starts those that do not, and takes up unfinished work. At the end: leaves no session halted.</summary>
internal sealed class RdsResumption(DbInstanceJobs jobs, DbSnapshotCopies copies, LazyVolumes volumes) : IHostedService
{
    /// <inheritdoc />
    public Task StartAsync(CancellationToken cancellationToken)
    {
        jobs.Resume();
        copies.Resume();
        return Task.CompletedTask;
    }

    /// <inheritdoc />
    public Task StopAsync(CancellationToken cancellationToken) => volumes.EndAllAsync();
}
