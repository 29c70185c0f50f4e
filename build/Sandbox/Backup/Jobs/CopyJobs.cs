using Notejam.Sandbox.Backup.Api;
using Notejam.Sandbox.Backup.Model;
using Notejam.Sandbox.Gateway;
using Notejam.Sandbox.Gateway.Faults;

namespace Notejam.Sandbox.Backup.Jobs;

/// <summary>Copy jobs: a recovery point into another vault, of another region as a rule, under that vault's key.</summary>
internal sealed class CopyJobs(BackupStore store, IRecoveryData data, VaultKeys keys, JobRole role, FaultRules faults, SandboxOptions options, TimeProvider clock)
{
    /// <summary>AWS's limit on copies of snapshots under way at once.</summary>
    public const int AtOnce = 20;

    /// <summary>What somebody, or a plan, asks for.</summary>
    internal sealed record Wish(string Region, Vault Vault, RecoveryPoint Point, string DestinationVaultArn, string IamRoleArn)
    {
        public string? IdempotencyToken { get; init; }

        public Lifecycle? Lifecycle { get; init; }

        public PlanReference? CreatedBy { get; init; }

        public string? BackupJobId { get; init; }
    }

    /// <summary>Notes a job; the same token again is the same job.</summary>
    public CopyJob Create(Wish wish) => store.Write(wish.Region, region =>
    {
        if (wish.IdempotencyToken is { } token && region.CopyJobs.Values.FirstOrDefault(job => job.IdempotencyToken == token) is { } same) return same;
        var (id, now) = (Guid.NewGuid().ToString(), clock.GetUtcNow());
        var job = new CopyJob
        {
            Id = id.ToUpperInvariant(),
            State = "CREATED",
            IamRoleArn = wish.IamRoleArn,
            IdempotencyToken = wish.IdempotencyToken,
            CreatedAt = now,
            CreatedBy = wish.CreatedBy,
            SourceVaultArn = wish.Vault.Arn,
            SourceRecoveryPointArn = wish.Point.Arn,
            DestinationVaultArn = wish.DestinationVaultArn,
            DestinationRecoveryPointArn = $"arn:aws:rds:{RegionOf(wish.DestinationVaultArn)}:{SandboxOptions.AccountId}:snapshot:awsbackup:copyjob-{id}",
            ResourceArn = wish.Point.ResourceArn,
            Lifecycle = wish.Lifecycle,
            BackupJobId = wish.BackupJobId,
            HeldUntil = faults.Take(FaultKind.LateCopy, wish.Region) is { } late ? now + TimeSpan.FromMilliseconds(late.LatencyMs) : null,
        };
        return region.CopyJobs[job.Id] = job;
    });

    /// <summary>Takes a region's jobs a step further.</summary>
    public async Task StepAsync(string region, CancellationToken cancellationToken)
    {
        var open = store.Read(region, state => state.CopyJobs.Values.Where(job => !job.IsOver).OrderBy(job => job.CreatedAt).ToList());
        var free = AtOnce - open.Count(job => job.State == "RUNNING");
        foreach (var job in open)
        {
            var now = clock.GetUtcNow();
            if (job.State == "RUNNING") Follow(region, job, now);
            else if (now >= job.CreatedAt + JobTimes.ToBegin / options.TimeScale && !(now < job.HeldUntil) && free-- > 0) await BeginAsync(region, job, cancellationToken);
        }
    }

    private async Task BeginAsync(string region, CopyJob job, CancellationToken cancellationToken)
    {
        var vault = store.Read(RegionOf(job.DestinationVaultArn), state => Destination(state, job));
        try
        {
            if (vault is null) throw BackupErrors.NotFound($"Backup vault {job.DestinationVaultArn} does not exist.");
            if (Retention.Complaint(vault.Lock, job.Lifecycle) is { } complaint) throw BackupErrors.Refused(complaint);
            // A copy under another key than the vault's: what a wrong configuration would make.
            var key = faults.Take(FaultKind.WrongKey, region) is null ? vault.EncryptionKeyArn : await keys.ResolveAsync(RegionOf(vault.Arn), null, cancellationToken);
            await role.DemandCopyAsync(RegionOf(vault.Arn), job, key, cancellationToken);
            await data.CopyAsync(job.SourceRecoveryPointArn, job.DestinationRecoveryPointArn, key, cancellationToken);
        }
        catch (AwsException error)
        {
            End(region, job, "FAILED", error.Message);
            return;
        }

        store.Write(region, RegionOf(job.DestinationVaultArn), (source, destination) =>
        {
            var kept = source.CopyJobs[job.Id];
            (kept.State, kept.StartedAt) = ("RUNNING", clock.GetUtcNow());
            destination.Vaults.GetValueOrDefault(vault.Name)?.RecoveryPoints[job.DestinationRecoveryPointArn] = new RecoveryPoint
            {
                Arn = job.DestinationRecoveryPointArn,
                ResourceArn = job.ResourceArn,
                Status = "CREATING",
                CreatedAt = kept.StartedAt.Value,
                IamRoleArn = job.IamRoleArn,
                Lifecycle = job.Lifecycle,
                CreatedBy = job.CreatedBy,
                SourceVaultArn = job.SourceVaultArn,
            };
        });
    }

    private void Follow(string region, CopyJob job, DateTimeOffset now)
    {
        var state = data.Describe(job.DestinationRecoveryPointArn);
        if (state is null or { Status: "failed" }) End(region, job, "FAILED", state?.Message ?? "The copy is gone.");
        else if (state.Status == "available" && now >= job.StartedAt + JobTimes.Copy / options.TimeScale) Complete(region, job, state, now);
    }

    private void Complete(string region, CopyJob job, RecoveryDataState state, DateTimeOffset now)
    {
        var partial = faults.Take(FaultKind.PartialCopy, region) is not null;
        var lost = faults.Take(FaultKind.LostCopy, region) is not null;
        store.Write(region, RegionOf(job.DestinationVaultArn), (source, destination) =>
        {
            var kept = source.CopyJobs[job.Id];
            kept.SizeInBytes = state.SizeInBytes;
            if (partial) kept.End("PARTIAL", "Some of the recovery point could not be copied.", now);
            else kept.End("COMPLETED", null, now);
            if (Destination(destination, job) is not { } vault || !vault.RecoveryPoints.TryGetValue(job.DestinationRecoveryPointArn, out var point)) return;
            (point.Status, point.CompletedAt, point.SizeInBytes, point.EncryptionKeyArn) = (kept.State, now, state.SizeInBytes, state.KeyArn);
            var copied = source.Vaults.Values.Select(each => each.RecoveryPoints.GetValueOrDefault(job.SourceRecoveryPointArn)).FirstOrDefault(each => each is not null);
            foreach (var (key, value) in copied?.Tags ?? []) point.Tags[key] = value;
            if (lost) vault.RecoveryPoints.Remove(point.Arn);
        });
        if (lost) data.Delete(job.DestinationRecoveryPointArn);
    }

    private static Vault? Destination(BackupRegion destination, CopyJob job) =>
        destination.Vaults.Values.FirstOrDefault(vault => vault.Arn == job.DestinationVaultArn);

    private void End(string region, CopyJob job, string state, string message) => store.Write(region, RegionOf(job.DestinationVaultArn), (source, destination) =>
    {
        Destination(destination, job)?.RecoveryPoints.Remove(job.DestinationRecoveryPointArn);
        source.CopyJobs[job.Id].End(state, message, clock.GetUtcNow());
    });

    private static string RegionOf(string arn) => arn.Split(':')[3];
}
