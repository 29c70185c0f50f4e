using Notejam.Build.Hosting;
using Notejam.Pipeline.Records;
using Nuke.Common;

namespace Notejam.Build.Stages;

/// <summary>PushedImage, InfraOutputs → Migration.</summary>
internal interface IMigrateStage : IApplyStage
{
    Target Migrate => _ => _
        .Description("Registers the task definition when it differs and migrates the database before traffic")
        .DependsOn<IApplyStage>(x => x.Apply)
        .Executes(() => Run("migrate", cancellation =>
            Pipeline.CreateMigrateStage().RunAsync(Read<PushedImage>("push"), Read<AppliedInfra>("apply").Outputs, Pipeline.Revision, cancellation)));
}
