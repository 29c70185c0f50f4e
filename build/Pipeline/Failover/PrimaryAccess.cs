using Notejam.Pipeline.Backup;
using Notejam.Pipeline.Records;
using Notejam.Pipeline.Tools;

namespace Notejam.Pipeline.Failover;

/// <summary>How the primary region is reached, as far as it can be; nothing is asked before it is needed.</summary>
/// <param name="Aws">Its clients, which do not wait long.</param>
/// <param name="Name">Name of its cluster, service and database.</param>
/// <param name="Access">The way in that people take.</param>
/// <param name="ReadInfraAsync">Outputs of its stack.</param>
/// <param name="ReadBackupAsync">Outputs of the stack of both regions' vaults.</param>
/// <param name="CreateBackupAsync">A backup of its database.</param>
public sealed record PrimaryAccess(
    AwsSession Aws, string Name, PublicAccess Access, Func<CancellationToken, Task<InfraOutputs>> ReadInfraAsync, Func<CancellationToken, Task<BackupOutputs>> ReadBackupAsync,
    Func<BackupOutputs, CancellationToken, Task<BackupStage>> CreateBackupAsync)
{
    /// <summary>What a failover does there.</summary>
    internal PrimaryTools CreateTools(TimeProvider time, IStageLog log) =>
        new(new PrimaryProbe(Aws.Ecs, Aws.Rds, Aws.Region, time, log), new ServiceFreeze(Aws.Ecs, Aws.Scaling, Aws.Region, time, log), Name, Name, BackUpAsync, loadBalancer => loadBalancer is null ? Access.Open() : Access.OpenAt(loadBalancer));

    private async Task<string> BackUpAsync(CancellationToken cancellationToken)
    {
        var outputs = await ReadBackupAsync(cancellationToken);
        var stage = await CreateBackupAsync(outputs, cancellationToken);
        return (await stage.RunAsync(await ReadInfraAsync(cancellationToken), outputs, wait: true, cancellationToken)).Reason;
    }
}
