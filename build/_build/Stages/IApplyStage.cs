using Notejam.Build.Hosting;
using Notejam.Pipeline.Records;
using Nuke.Common;

namespace Notejam.Build.Stages;

/// <summary>PlanSummary → InfraOutputs.</summary>
internal interface IApplyStage : IPlanStage
{
    Target Apply => _ => _
        .Description("Applies exactly the plan that Plan kept")
        .DependsOn<IPlanStage>(x => x.PlanInfra)
        .Executes(() => Run("apply", cancellation => Pipeline.CreateApplyStage().RunAsync(Read<InfraPlan>("plan"), cancellation)));
}
