using Notejam.Build.Hosting;
using Notejam.Pipeline.Migration;
using Notejam.Pipeline.Options.Rules;
using Notejam.Pipeline.Records;
using Nuke.Common;

namespace Notejam.Build.Stages;

/// <summary>PushedImage, InfraOutputs → Migration.</summary>
internal interface IMigrateStage : IApplyStage
{
    [Number(1, MigrateStage.LongestCeilingMinutes, "minutes", "60")]
    [Parameter("Minutes after which a migration is cancelled and rolled back. Default: 60")]
    int MigrationCeiling => TryGetValue<int?>(() => MigrationCeiling) ?? MigrateStage.UsualCeilingMinutes;

    Target Migrate => _ => _
        .Description("Registers the task definition when it differs and migrates the database before traffic")
        .DependsOn<IApplyStage>(x => x.Apply)
        .Executes(() => Run("migrate", cancellation =>
            Pipeline.CreateMigrateStage(MigrationCeiling).RunAsync(Read<PushedImage>("push"), Read<AppliedInfra>("apply").Outputs, Pipeline.Revision, cancellation)));
}
