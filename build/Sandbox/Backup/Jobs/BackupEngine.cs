using Notejam.Sandbox.Backup.Model;

namespace Notejam.Sandbox.Backup.Jobs;

/// <summary>Moves jobs on, makes the jobs that plans want, lets recovery points go. All it needs is in the state: a restart goes on where it was.</summary>
internal sealed partial class BackupEngine(
    BackupStore store, BackupJobs backups, CopyJobs copies, RestoreJobs restores, ExpiryPass expiry, PlanSchedule plans, RestoreTests tests, TimeProvider clock, ILogger<BackupEngine> log) : BackgroundService
{
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(200);

    /// <summary>One look at everything.</summary>
    public async Task StepAsync(CancellationToken cancellationToken)
    {
        foreach (var region in store.Regions)
        {
            plans.Step(region);
            tests.Step(region);
            await backups.StepAsync(region, cancellationToken);
            await copies.StepAsync(region, cancellationToken);
            await restores.StepAsync(region, cancellationToken);
            expiry.Step(region);
        }
    }

    /// <inheritdoc />
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Interval, clock);
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            try
            {
                await StepAsync(stoppingToken);
            }
            catch (Exception error) when (!stoppingToken.IsCancellationRequested)
            {
                // A step that fails is taken again: nothing of it is kept but what was done.
                LogFailed(error);
            }
        }
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "A step of the backups failed")]
    private partial void LogFailed(Exception error);
}
