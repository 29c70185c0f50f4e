using Notejam.Pipeline.Backup;
using Notejam.Pipeline.Backup.Verification;
using Notejam.Pipeline.Drill.Checks;
using Notejam.Pipeline.Drill.Journal;
using Notejam.Pipeline.Drill.Recovery;
using Notejam.Pipeline.Drill.Report;
using Notejam.Pipeline.Drill.Teardown;
using Notejam.Pipeline.Infra;
using Notejam.Pipeline.Rollout;
using Notejam.Pipeline.Tasks;
using Notejam.Pipeline.Tools;

namespace Notejam.Pipeline.Drill;

/// <summary>Puts a drill together, of one region's clients alone: what would need the primary region has nothing to ask it with.</summary>
/// <param name="aws">The disaster-recovery region.</param>
/// <param name="manifests">Its manifests.</param>
/// <param name="stackOf">The stack <c>infra/stacks/drill</c> of a drill, by its id.</param>
/// <param name="guard">Refuses plans that would lose what cannot be made again.</param>
/// <param name="valuesFile">Where that stack's values are written.</param>
/// <param name="http">Asks the registry and the load balancer.</param>
/// <param name="screenshots">Takes pictures of Notejam.</param>
public sealed class DrillFactory(
    AwsSession aws, ManifestStore manifests, Func<string, TerraformStack> stackOf, PlanGuard guard, string valuesFile, HttpClient http, Screenshots screenshots, TimeProvider time, IStageLog log)
{
    /// <summary>The stage.</summary>
    public DrillStage Create(DrillStore store) => new(store, ToolsOf, screenshots, time, log);

    private DrillTools ToolsOf(DrillName name)
    {
        var evidence = new TaskEvidence(aws.Ecs, aws.Logs);
        return new DrillTools(
            name,
            new RecoveryPointFinder(new VaultReader(aws.Backup, aws.Keys, aws.Region), manifests, aws.Rds, time),
            new Readiness(aws.Rds, aws.Secrets),
            new ImagePull(aws.Ecr, http),
            new DatabaseRestore(aws.Backup, aws.Rds, name.ToString(), name.Tags, time, log),
            new DrillInfra(stackOf(name.Id), guard, valuesFile),
            new RecoveredService(aws.Ecs, evidence, http, time),
            new DatabaseProbe(new OneOffTask(aws.Ecs, aws.Logs, evidence, time, "probe", DatabaseProbe.StartedBy)),
            new OneOffTask(aws.Ecs, aws.Logs, evidence, time, "drill user", DrillTask.StartedBy),
            aws.Secrets,
            new DrillSweep(aws.Rds, aws.Ecs, time, log),
            new DrillLeftovers(aws.Rds, aws.LoadBalancing, aws.Cache, aws.Ecs));
    }
}
