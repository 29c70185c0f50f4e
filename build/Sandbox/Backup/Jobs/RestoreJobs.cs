using Notejam.Sandbox.Backup.Api;
using Notejam.Sandbox.Backup.Model;
using Notejam.Sandbox.Gateway;

namespace Notejam.Sandbox.Backup.Jobs;

/// <summary>Restore jobs: a new resource from a recovery point, never over an old one.</summary>
internal sealed class RestoreJobs(BackupStore store, IRecoveryData data, JobRole role, SandboxOptions options, TimeProvider clock)
{
    /// <summary>What somebody, or a restore testing plan, asks for.</summary>
    internal sealed record Wish(string Region, string RecoveryPointArn, string IamRoleArn, IReadOnlyDictionary<string, string> Metadata)
    {
        public string? IdempotencyToken { get; init; }

        public bool CopyTags { get; init; }

        public string? TestingPlanArn { get; init; }
    }

    /// <summary>Notes a job; the same token again is the same job.</summary>
    /// <exception cref="AwsException">No such recovery point, or one that cannot be restored.</exception>
    public RestoreJob Create(Wish wish) => store.Write(wish.Region, region =>
    {
        if (wish.IdempotencyToken is { } token && region.RestoreJobs.Values.FirstOrDefault(job => job.IdempotencyToken == token) is { } same) return same;
        var vault = region.Vaults.Values.FirstOrDefault(vault => vault.RecoveryPoints.ContainsKey(wish.RecoveryPointArn))
            ?? throw BackupErrors.NotFound($"Cannot find recovery point {wish.RecoveryPointArn}.");
        var point = vault.RecoveryPoints[wish.RecoveryPointArn];
        if (point.Status is not ("COMPLETED" or "AVAILABLE" or "PARTIAL"))
            throw BackupErrors.Invalid($"Recovery point {point.Arn} is {point.Status} and cannot be restored.");
        if (!wish.Metadata.ContainsKey("DBInstanceIdentifier")) throw BackupErrors.Invalid("Metadata must have DBInstanceIdentifier.");
        var job = new RestoreJob
        {
            Id = Guid.NewGuid().ToString().ToUpperInvariant(),
            State = "PENDING",
            IamRoleArn = wish.IamRoleArn,
            IdempotencyToken = wish.IdempotencyToken,
            CreatedAt = clock.GetUtcNow(),
            RecoveryPointArn = point.Arn,
            VaultArn = vault.Arn,
            SourceResourceArn = point.ResourceArn,
            Metadata = new SortedDictionary<string, string>(wish.Metadata.ToDictionary(), StringComparer.Ordinal),
            CopyTags = wish.CopyTags,
            SizeInBytes = point.SizeInBytes,
            TestingPlanArn = wish.TestingPlanArn,
        };
        return region.RestoreJobs[job.Id] = job;
    });

    /// <summary>Takes a region's jobs a step further.</summary>
    public async Task StepAsync(string region, CancellationToken cancellationToken)
    {
        foreach (var job in store.Read(region, state => state.RestoreJobs.Values.Where(job => !job.IsOver).ToList()))
        {
            if (job.State == "PENDING") await BeginAsync(region, job, cancellationToken);
            else Follow(region, job);
        }
    }

    private async Task BeginAsync(string region, RestoreJob job, CancellationToken cancellationToken)
    {
        string made;
        try
        {
            var tags = new Dictionary<string, string>();
            if (job.CopyTags)
                foreach (var (key, value) in store.Read(region, state => PointOf(state, job)?.Tags) ?? []) tags[key] = value;
            await role.DemandRestoreAsync(region, job, cancellationToken);
            made = await data.RestoreAsync(job.RecoveryPointArn, job.Metadata, tags, cancellationToken);
        }
        catch (AwsException error)
        {
            End(region, job, "FAILED", error.Message);
            return;
        }

        store.Write(region, state =>
        {
            var kept = state.RestoreJobs[job.Id];
            (kept.State, kept.StartedAt, kept.CreatedResourceArn) = ("RUNNING", clock.GetUtcNow(), made);
        });
    }

    private void Follow(string region, RestoreJob job)
    {
        var now = clock.GetUtcNow();
        var available = data.IsAvailable(job.CreatedResourceArn!);
        if (available is null) End(region, job, "FAILED", $"{job.CreatedResourceArn} was deleted before it was restored.");
        else if (data.FailureOf(job.CreatedResourceArn!) is { } failure) End(region, job, "FAILED", failure);
        else if (available == true && now >= job.StartedAt + JobTimes.Restore / options.TimeScale)
        {
            End(region, job, "COMPLETED", null);
            store.Write(region, state => PointOf(state, job)?.LastRestoredAt = now);
        }
    }

    private static RecoveryPoint? PointOf(BackupRegion state, RestoreJob job) =>
        state.Vaults.Values.Select(vault => vault.RecoveryPoints.GetValueOrDefault(job.RecoveryPointArn)).FirstOrDefault(point => point is not null);

    private void End(string region, RestoreJob job, string state, string? message) => store.Write(region, all =>
        all.RestoreJobs[job.Id].End(state, message, clock.GetUtcNow()));
}
