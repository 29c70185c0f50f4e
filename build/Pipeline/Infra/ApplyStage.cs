using Notejam.Pipeline.Records;

namespace Notejam.Pipeline.Infra;

/// <summary>Applies the plan that Plan kept and reads the outputs.</summary>
public sealed class ApplyStage(RegionStack region)
{
    /// <summary>Runs the stage.</summary>
    /// <exception cref="PipelineException">Terraform failed.</exception>
    public async Task<StageResult<AppliedInfra>> RunAsync(PlanSummary plan, CancellationToken cancellationToken = default)
    {
        if (plan.IsEmpty)
            return StageResult.Skipped(new AppliedInfra(0, 0, 0, await region.ReadOutputsAsync(cancellationToken)), "the plan has no change");
        var (added, changed, destroyed) = await region.ApplyAsync(plan, cancellationToken);
        var applied = new AppliedInfra(added, changed, destroyed, await region.ReadOutputsAsync(cancellationToken));
        return StageResult.Done(applied, applied.ToString());
    }
}
