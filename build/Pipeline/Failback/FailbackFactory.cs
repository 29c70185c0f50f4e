using Amazon.S3;
using Notejam.Pipeline.Backup;
using Notejam.Pipeline.Failover;
using Notejam.Pipeline.Recovery;
using Notejam.Pipeline.Recovery.Journal;
using Notejam.Pipeline.Rollout;
using Notejam.Pipeline.Tasks;
using Notejam.Pipeline.Tools;

namespace Notejam.Pipeline.Failback;

/// <summary>Puts a failback together.</summary>
/// <param name="tools">Of the disaster-recovery region.</param>
/// <param name="aws">That region.</param>
/// <param name="taskS3">Its S3, as tasks reach it.</param>
/// <param name="bucket">Its state bucket.</param>
/// <param name="primary">The region that is home.</param>
/// <param name="failovers">Failovers of the environment.</param>
/// <param name="failbacks">Its failbacks.</param>
public sealed class FailbackFactory(
    RecoveryToolFactory tools, AwsSession aws, IAmazonS3 taskS3, string bucket, PrimaryAccess primary, RecoveryStore failovers, RecoveryStore failbacks, TimeProvider time, IStageLog log)
{
    /// <summary>The stage.</summary>
    public FailbackStage Create(string environment)
    {
        var away = new AwayTools(
            tools.Create, new ServiceFreeze(aws.Ecs, aws.Scaling, aws.Region, time, log), tools.CreateTask("export", FailbackTask.StartedBy, FailbackTask.Patience),
            new Carriage(aws.CreateS3(), taskS3, bucket, environment, CredentialValidity.ReadAsync, time, log), FailoverFactory.TrafficOf(aws, environment, primary.Access, time, log));
        return new FailbackStage(failbacks, failovers, away, CreateHomeAsync, time, log);
    }

    private async Task<HomeTools> CreateHomeAsync(CancellationToken cancellationToken)
    {
        var infra = await primary.ReadInfraAsync(cancellationToken);
        var home = primary.Aws;
        var evidence = new TaskEvidence(home.Ecs, home.Logs);
        return new HomeTools(
            primary.CreateTools(time, log), infra, cancellation => LiveRelease.ReadAsync(home.Ecs, infra, log, cancellation), new HomeSnapshot(home.Rds, primary.Name, time, log),
            new DatabaseProbe(new OneOffTask(home.Ecs, home.Logs, evidence, time, log, "probe", DatabaseProbe.StartedBy)),
            new OneOffTask(home.Ecs, home.Logs, evidence, time, log, "import", FailbackTask.StartedBy, FailbackTask.Patience), primary.Access);
    }
}
