using Notejam.Build.Hosting;
using Notejam.Pipeline.Records;
using Notejam.Pipeline.Scan;
using Nuke.Common;

namespace Notejam.Build.Stages;

/// <summary>Migration, ScanVerdict, InfraOutputs → Rollout.</summary>
internal interface IRolloutStage : IMigrateStage
{
    Target Rollout => _ => _
        .Description("Shifts the traffic blue-green with CodeDeploy and watches until it is live or rolled back")
        .DependsOn<IMigrateStage>(x => x.Migrate)
        .Executes(() => Run("rollout", cancellation =>
            Pipeline.CreateRolloutStage().RunAsync(Read<Migration>("migrate"), Read<ScanVerdict>("scan"), ScanGate.Parse(FailOn), Read<AppliedInfra>("apply").Outputs, cancellation)));
}
