using Notejam.Pipeline.Drill.Report;
using Notejam.Pipeline.Recovery;
using Notejam.Pipeline.Recovery.Journal;
using Notejam.Pipeline.Tools;

namespace Notejam.Pipeline.Drill;

/// <summary>Puts a drill together.</summary>
/// <param name="tools">Of the disaster-recovery region.</param>
/// <param name="screenshots">Takes pictures of Notejam.</param>
public sealed class DrillFactory(RecoveryToolFactory tools, Screenshots screenshots, TimeProvider time, IStageLog log)
{
    /// <summary>The stage.</summary>
    /// <param name="drills">Drills of the environment.</param>
    /// <param name="failovers">Its failovers.</param>
    public DrillStage Create(RecoveryStore drills, RecoveryStore failovers) =>
        new(drills, failovers, tools.Create, tools.CreateTask("drill user", DrillTask.StartedBy), screenshots, time, log);
}
