using Notejam.Pipeline.Backup;
using Notejam.Pipeline.Backup.Verification;
using Notejam.Pipeline.Infra;
using Notejam.Pipeline.Recovery.Checks;
using Notejam.Pipeline.Recovery.Teardown;
using Notejam.Pipeline.Rollout;
using Notejam.Pipeline.Tasks;
using Notejam.Pipeline.Tools;

namespace Notejam.Pipeline.Recovery;

/// <summary>Puts a recovery's tools together, of one region's clients alone, and IAM's, which is of none: what would need the primary region has nothing to ask it with.</summary>
/// <param name="aws">The disaster-recovery region.</param>
/// <param name="manifests">Its manifests.</param>
/// <param name="stackOf">The stack of a recovery.</param>
/// <param name="guard">Refuses plans that would lose what cannot be made again.</param>
/// <param name="valuesFile">Where that stack's values are written.</param>
/// <param name="access">The way to Notejam and to the registry.</param>
public sealed class RecoveryToolFactory(
    AwsSession aws, ManifestStore manifests, Func<RecoveryName, TerraformStack> stackOf, PlanGuard guard, string valuesFile, PublicAccess access, TimeProvider time, IStageLog log)
{
    /// <summary>The tools of a recovery.</summary>
    internal RecoveryTools Create(RecoveryName name) => new(
        name,
        new RecoveryPointFinder(databases => new VaultReader(aws.Backup, aws.Keys, aws.Region, databases), manifests, aws.Rds, time),
        new Readiness(aws.Rds, aws.LoadBalancing, aws.Secrets, aws.Identity),
        new ImagePull(aws.Ecr, access.Open()),
        new DatabaseRestore(aws.Backup, aws.Rds, name, time, log),
        new RecoveredStack(stackOf(name), guard, valuesFile),
        new RecoveredService(aws.Ecs, new TaskEvidence(aws.Ecs, aws.Logs), access, time, log),
        new DatabaseProbe(CreateTask("probe", DatabaseProbe.StartedBy)),
        aws.Secrets,
        new RecoverySweep(aws.Rds, aws.Ecs, name.Tag, time, log),
        new RecoveryLeftovers(aws.Rds, aws.LoadBalancing, aws.Cache, aws.Ecs),
        access);

    /// <summary>A one-off task in this region.</summary>
    internal OneOffTask CreateTask(string what, string startedBy, TimeSpan? patience = null) => new(aws.Ecs, aws.Logs, new TaskEvidence(aws.Ecs, aws.Logs), time, log, what, startedBy, patience);
}
