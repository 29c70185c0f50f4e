using Notejam.Build.Hosting;
using Nuke.Common;

namespace Notejam.Build.Stages;

/// <summary>Infrastructure as written → PlanSummary.</summary>
internal interface IPlanStage : IScanStage
{
    // NUKE's own --plan is a member named Plan of the build, and hides a target of that name. Who types Plan gets this one.
    Target PlanInfra => _ => _
        .Description("Plans the infrastructure with Terraform and keeps the plan")
        .DependsOn<IScanStage>(x => x.Scan)
        .Executes(() => Run("plan", cancellation => Pipeline.CreatePlanStage(InvokedTargets.Any(target => target.Name == nameof(PlanInfra))).RunAsync(cancellation)));
}
