using Notejam.Sandbox.Backup.Api;
using Notejam.Sandbox.Backup.Model;
using Notejam.Sandbox.Gateway;
using Notejam.Sandbox.Gateway.Faults;

namespace Notejam.Sandbox.Backup.Jobs;

/// <summary>Backup jobs: from the wish to the recovery point, and to the copies that a plan wants of it.</summary>
internal sealed class BackupJobs(BackupStore store, IRecoveryData data, CopyJobs copies, JobRole role, FaultRules faults, SandboxOptions options, TimeProvider clock)
{
    /// <summary>What somebody, or a plan, asks for.</summary>
    internal sealed record Wish(string Region, string VaultName, string ResourceArn, string IamRoleArn)
    {
        public string? IdempotencyToken { get; init; }

        public TimeSpan StartWindow { get; init; } = TimeSpan.FromHours(8);

        public TimeSpan CompletionWindow { get; init; } = TimeSpan.FromDays(7);

        public Lifecycle? Lifecycle { get; init; }

        public PlanReference? CreatedBy { get; init; }

        public IReadOnlyDictionary<string, string> Tags { get; init; } = new Dictionary<string, string>();

        public IReadOnlyDictionary<string, Lifecycle?> Copies { get; init; } = new Dictionary<string, Lifecycle?>();
    }

    /// <summary>Notes a job; the same token again is the same job.</summary>
    /// <exception cref="AwsException">No such vault or resource.</exception>
    public BackupJob Create(Wish wish) => store.Write(wish.Region, region =>
    {
        if (!region.Vaults.ContainsKey(wish.VaultName)) throw BackupErrors.NoVault(wish.VaultName);
        if (data.IsAvailable(wish.ResourceArn) is null) throw BackupErrors.NotFound($"Resource {wish.ResourceArn} was not found.");
        if (wish.IdempotencyToken is { } token && region.BackupJobs.Values.FirstOrDefault(job => job.IdempotencyToken == token) is { } same) return same;
        var (id, now) = (Guid.NewGuid().ToString(), clock.GetUtcNow());
        var job = new BackupJob
        {
            Id = id.ToUpperInvariant(),
            State = "CREATED",
            IamRoleArn = wish.IamRoleArn,
            IdempotencyToken = wish.IdempotencyToken,
            CreatedAt = now,
            CreatedBy = wish.CreatedBy,
            VaultName = wish.VaultName,
            ResourceArn = wish.ResourceArn,
            RecoveryPointArn = $"arn:aws:rds:{wish.Region}:{SandboxOptions.AccountId}:snapshot:awsbackup:job-{id}",
            StartBy = now + Scaled(wish.StartWindow),
            CompleteBy = now + Scaled(wish.CompletionWindow),
            Lifecycle = wish.Lifecycle,
        };
        foreach (var (key, value) in wish.Tags) job.Tags[key] = value;
        foreach (var (vault, lifecycle) in wish.Copies) job.Copies[vault] = lifecycle;
        return region.BackupJobs[job.Id] = job;
    });

    /// <summary>Takes a region's jobs a step further.</summary>
    public async Task StepAsync(string region, CancellationToken cancellationToken)
    {
        foreach (var job in store.Read(region, state => state.BackupJobs.Values.Where(job => !job.IsOver).ToList()))
        {
            var now = clock.GetUtcNow();
            switch (job.State)
            {
                case "ABORTING": Abort(region, job); break;
                case "RUNNING": Follow(region, job, now); break;
                case var _ when now > job.StartBy: End(region, job, "EXPIRED", "Backup job expired before it could start: its start window is over."); break;
                case var _ when now >= job.CreatedAt + Scaled(JobTimes.ToBegin): await BeginAsync(region, job, cancellationToken); break;
            }
        }
    }

    private async Task BeginAsync(string region, BackupJob job, CancellationToken cancellationToken)
    {
        var vault = store.Read(region, state => state.Vaults.GetValueOrDefault(job.VaultName));
        if (Refusal(vault, job) is { } refusal)
        {
            End(region, job, "FAILED", refusal);
            return;
        }

        // Taken once a job: a rule with a count is about so many jobs.
        if (job.State == "CREATED" && faults.Take(FaultKind.ExpiredBackup, region) is not null)
        {
            job.State = "PENDING";
            store.Write(region, state => state.BackupJobs[job.Id].State = job.State);
        }

        if (job.State == "PENDING" || data.IsAvailable(job.ResourceArn) != true) return;
        try
        {
            if (faults.Take(FaultKind.FailedBackup, region) is not null) throw BackupErrors.Refused("The backup job encountered an internal error.");
            await role.DemandBackupAsync(region, job, cancellationToken);
            await data.TakeAsync(job.ResourceArn, job.RecoveryPointArn, cancellationToken);
        }
        catch (AwsException error)
        {
            End(region, job, "FAILED", error.Message);
            return;
        }

        store.Write(region, state =>
        {
            var kept = state.BackupJobs[job.Id];
            (kept.State, kept.StartedAt) = ("RUNNING", clock.GetUtcNow());
            state.Vaults.GetValueOrDefault(job.VaultName)?.RecoveryPoints[job.RecoveryPointArn] = PointOf(job);
        });
    }

    private string? Refusal(Vault? vault, BackupJob job) =>
        vault is null ? $"Backup vault {job.VaultName} does not exist."
        : data.IsAvailable(job.ResourceArn) is null ? $"Resource {job.ResourceArn} was not found."
        : Retention.Complaint(vault.Lock, job.Lifecycle);

    private void Follow(string region, BackupJob job, DateTimeOffset now)
    {
        var state = data.Describe(job.RecoveryPointArn);
        if (state is null or { Status: "failed" }) End(region, job, "FAILED", state?.Message ?? "The snapshot is gone.");
        else if (now > job.CompleteBy) End(region, job, "ABORTED", "Backup job was not completed in its completion window.");
        else if (state.Status == "available" && now >= job.StartedAt + Scaled(JobTimes.Backup)) Complete(region, job, state, now);
    }

    private void Complete(string region, BackupJob job, RecoveryDataState state, DateTimeOffset now)
    {
        var partial = faults.Take(FaultKind.PartialBackup, region) is not null;
        var copied = store.Write(region, all =>
        {
            var kept = all.BackupJobs[job.Id];
            kept.SizeInBytes = state.SizeInBytes;
            if (partial) kept.End("PARTIAL", "Some of the resource could not be backed up.", now);
            else kept.End("COMPLETED", null, now);
            var vault = all.Vaults[job.VaultName];
            var point = vault.RecoveryPoints[job.RecoveryPointArn];
            (point.Status, point.CompletedAt, point.SizeInBytes, point.EncryptionKeyArn) = (kept.State, now, state.SizeInBytes, state.KeyArn);
            return (Vault: vault, Point: point);
        });
        if (partial) return;
        foreach (var (destination, lifecycle) in job.Copies)
            copies.Create(new CopyJobs.Wish(region, copied.Vault, copied.Point, destination, job.IamRoleArn) { Lifecycle = lifecycle, CreatedBy = job.CreatedBy, BackupJobId = job.Id });
    }

    private void Abort(string region, BackupJob job)
    {
        data.Delete(job.RecoveryPointArn);
        End(region, job, "ABORTED", "Backup job was stopped.");
    }

    // A job that ends badly leaves no recovery point.
    private void End(string region, BackupJob job, string state, string message) => store.Write(region, all =>
    {
        all.Vaults.GetValueOrDefault(job.VaultName)?.RecoveryPoints.Remove(job.RecoveryPointArn);
        all.BackupJobs[job.Id].End(state, message, clock.GetUtcNow());
    });

    private RecoveryPoint PointOf(BackupJob job)
    {
        var point = new RecoveryPoint
        {
            Arn = job.RecoveryPointArn,
            ResourceArn = job.ResourceArn,
            Status = "CREATING",
            CreatedAt = clock.GetUtcNow(),
            IamRoleArn = job.IamRoleArn,
            Lifecycle = job.Lifecycle,
            CreatedBy = job.CreatedBy,
        };
        foreach (var (key, value) in job.Tags) point.Tags[key] = value;
        return point;
    }

    private TimeSpan Scaled(TimeSpan time) => time / options.TimeScale;
}
