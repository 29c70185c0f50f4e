using Notejam.Build.Hosting;
using Notejam.Pipeline.Records;
using Nuke.Common;
using Nuke.Common.Execution;

namespace Notejam.Build.Stages;

/// <summary>Region, tools and credentials, looked at before anything is changed.</summary>
internal interface IPreflight : IHazPipeline
{
    // What a frozen primary region must not see.
    private static readonly string[] Writers = [nameof(IApplyStage.Apply), nameof(IMigrateStage.Migrate), nameof(IRolloutStage.Rollout), nameof(IBackup.Backup)];

    Target Preflight => _ => _
        .Description("Checks region, tools and credentials; with --sandbox starts the sandbox")
        .Executes(() => Run("preflight", async cancellation =>
        {
            var account = await Pipeline.PrepareAsync(cancellation);
            if (ExecutionPlan.Any(target => Writers.Contains(target.Name))) await Pipeline.RefuseFailedOverAsync(cancellation);
            // What later stages need and the tests do not change is made beside them.
            if (IsAhead(nameof(IPushStage.Push))) Pipeline.Repository.Begin(cancellation);
            if (IsAhead(nameof(IPlanStage.PlanInfra))) Pipeline.FunctionPackage.Begin(cancellation);
            return StageResult.Done(account, $"account {account.Id}, {Pipeline.Destination.Region}, environment {DeliveryEnvironment}");
        }));

    private bool IsAhead(string stage) => ExecutionPlan.Any(target => target.Name == stage && target.Status != ExecutionStatus.Skipped);
}
