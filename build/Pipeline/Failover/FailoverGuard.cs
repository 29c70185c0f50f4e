using Notejam.Pipeline.Records;
using Notejam.Pipeline.Recovery.Journal;
using Notejam.Pipeline.Tools;

namespace Notejam.Pipeline.Failover;

/// <summary>Keeps the primary region still while another one serves: a release there would be a second writer, and a backup of old data the newest recovery point.</summary>
/// <param name="failovers">Failovers of the environment, in the disaster-recovery region.</param>
public sealed class FailoverGuard(RecoveryStore failovers, IStageLog log)
{
    /// <summary>Looks.</summary>
    /// <exception cref="PipelineException">The environment is failed over, or is about to be.</exception>
    public async Task CheckAsync(string environment, string primaryRegion, CancellationToken cancellationToken)
    {
        try
        {
            if (await failovers.FindAsync(cancellationToken) is { } failover)
                throw new PipelineException($"{environment} {(failover.Kept ? "is failed over" : "is being failed over")} since {failover.StartedAt:u} (failover {failover.Id}): {primaryRegion} is frozen.", failover.Kept ? "./build.sh Failback brings it home first." : "Go on with it (./build.sh Failover), or give it up (./build.sh Failover --teardown).");
        }
        catch (Exception exception) when (AwsFailure.Is(exception))
        {
            log.Warn($"whether {environment} is failed over cannot be looked up: {exception.Message}");
        }
    }
}
