using Notejam.Pipeline.Records;

namespace Notejam.Pipeline.Infra;

/// <summary>Applies the plan that Plan kept and reads the outputs.</summary>
/// <param name="events">Tells why a database did not come up: Terraform only says that it did not.</param>
public sealed class ApplyStage(RegionStack region, DatabaseEvents events, TimeProvider time)
{
    /// <summary>Runs the stage.</summary>
    /// <exception cref="PipelineException">Terraform failed.</exception>
    public async Task<StageResult<AppliedInfra>> RunAsync(PlanSummary plan, CancellationToken cancellationToken = default)
    {
        if (plan.IsEmpty)
            return StageResult.Skipped(new AppliedInfra(0, 0, 0, await region.ReadOutputsAsync(cancellationToken)), "the plan has no change");
        var since = time.GetUtcNow();
        var (added, changed, destroyed) = await events.ExplainAsync(() => region.ApplyAsync(plan, cancellationToken), since, cancellationToken);
        var applied = new AppliedInfra(added, changed, destroyed, await region.ReadOutputsAsync(cancellationToken));
        return StageResult.Done(applied, applied.ToString());
    }
}
