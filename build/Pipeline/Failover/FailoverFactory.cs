using Notejam.Pipeline.Recovery;
using Notejam.Pipeline.Recovery.Journal;
using Notejam.Pipeline.Tools;

namespace Notejam.Pipeline.Failover;

/// <summary>Puts a failover together.</summary>
/// <param name="tools">Of the disaster-recovery region.</param>
/// <param name="aws">That region.</param>
/// <param name="primary">The other one.</param>
/// <param name="drills">Drills of the environment.</param>
/// <param name="failovers">Its failovers.</param>
public sealed class FailoverFactory(RecoveryToolFactory tools, AwsSession aws, PrimaryAccess primary, RecoveryStore drills, RecoveryStore failovers, TimeProvider time, IStageLog log)
{
    /// <summary>The stage.</summary>
    public FailoverStage Create(string environment) => new(failovers, drills, tools.Create, primary.CreateTools(time, log), TrafficOf(aws, environment, primary.Access, time, log), time, log);

    /// <summary>The switch.</summary>
    internal static TrafficSwitch TrafficOf(AwsSession aws, string environment, PublicAccess access, TimeProvider time, IStageLog log) => new(aws.Metrics, environment, access.ResolveAsync, time, log);
}
