using Notejam.Build.Hosting;
using Notejam.Pipeline.Records;
using Notejam.Pipeline.Scan;
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
            if (this is IScanStage scan) ScanGate.Parse(scan.FailOn);
            var account = await Pipeline.PrepareAsync(cancellation);
            if (ExecutionPlan.Any(target => Writers.Contains(target.Name))) await Pipeline.RefuseFailedOverAsync(cancellation);
            if (ExecutionPlan.Any(target => target.Name == nameof(IPushStage.Push) && target.Status != ExecutionStatus.Skipped)) Pipeline.Repository.Begin(cancellation);
            return StageResult.Done(account, $"account {account.Id}, {Pipeline.Destination.Region}, environment {DeliveryEnvironment}");
        }));
}
