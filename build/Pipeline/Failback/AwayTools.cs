using Notejam.Pipeline.Failover;
using Notejam.Pipeline.Recovery;
using Notejam.Pipeline.Tasks;

namespace Notejam.Pipeline.Failback;

/// <summary>What a failback does in the disaster-recovery region.</summary>
/// <param name="ToolsOf">Tools of the failover that it ends.</param>
/// <param name="Freeze">Takes the tasks away.</param>
/// <param name="Carrier">Carries content out.</param>
/// <param name="Carriage">The way that it takes.</param>
/// <param name="Traffic">Leads people home.</param>
internal sealed record AwayTools(Func<RecoveryName, RecoveryTools> ToolsOf, ServiceFreeze Freeze, OneOffTask Carrier, Carriage Carriage, TrafficSwitch Traffic);
