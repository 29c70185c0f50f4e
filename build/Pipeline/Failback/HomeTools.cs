using Notejam.Pipeline.Backup;
using Notejam.Pipeline.Failover;
using Notejam.Pipeline.Records;
using Notejam.Pipeline.Rollout;
using Notejam.Pipeline.Tasks;
using Notejam.Pipeline.Tools;

namespace Notejam.Pipeline.Failback;

/// <summary>What a failback does in the primary region.</summary>
/// <param name="Primary">Freezes it, and backs it up.</param>
/// <param name="Infra">What its stack says of it.</param>
/// <param name="ReadLiveAsync">The release that it has.</param>
/// <param name="Snapshot">Keeps what its database holds.</param>
/// <param name="Probe">Takes its inventory.</param>
/// <param name="Carrier">Carries content in.</param>
/// <param name="Access">The way in that people take.</param>
internal sealed record HomeTools(
    PrimaryTools Primary, InfraOutputs Infra, Func<CancellationToken, Task<LiveRelease>> ReadLiveAsync, HomeSnapshot Snapshot, DatabaseProbe Probe, OneOffTask Carrier, PublicAccess Access);
