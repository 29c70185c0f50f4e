using Notejam.Build.Hosting;
using Notejam.Pipeline.Records;
using Nuke.Common;

namespace Notejam.Build.Stages;

/// <summary>Rollout → Release.</summary>
internal interface IVerifyStage : IRolloutStage
{
    Target Verify => _ => _
        .Description("Asks Notejam through the load balancer whether it is ready")
        .DependsOn<IRolloutStage>(x => x.Rollout)
        .Executes(() => Run("verify", cancellation =>
            Pipeline.CreateVerifyStage().RunAsync(Read<Rollout>("rollout"), Read<AppliedInfra>("apply").Outputs, cancellation)));
}
