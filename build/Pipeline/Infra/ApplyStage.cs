using Notejam.Pipeline.Records;
using Notejam.Pipeline.Rollout;

namespace Notejam.Pipeline.Infra;

/// <summary>Applies the plans that Plan kept and reads the outputs.</summary>
/// <param name="region">The region's stack, whose outputs the later stages need.</param>
/// <param name="stacks">All stacks, by which a plan is applied.</param>
/// <param name="events">Tells why a database did not come up: Terraform only says that it did not.</param>
public sealed class ApplyStage(RegionStack region, IReadOnlyList<IPlannedStack> stacks, PlanGuard guard, Deployments deployments, DatabaseEvents events, TimeProvider time)
{
    /// <summary>Runs the stage.</summary>
    /// <exception cref="PipelineException">Terraform failed, a plan would destroy what is guarded, or a deployment is shifting traffic.</exception>
    public async Task<StageResult<AppliedInfra>> RunAsync(InfraPlan plan, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(plan);
        if (plan.IsEmpty)
            return StageResult.Skipped(new AppliedInfra(0, 0, 0, await region.ReadOutputsAsync(cancellationToken)), "the plan has no change");
        foreach (var stack in plan.Stacks) guard.Check(stack);
        if (await region.FindOutputsAsync(cancellationToken) is { } standing) await deployments.RefuseWhileShiftingAsync(standing, cancellationToken);

        var planned = plan.Stacks.Where(summary => !summary.IsEmpty).Select(summary => (Summary: summary, Stack: stacks.FirstOrDefault(stack => stack.Name == summary.Stack)
            ?? throw new PipelineException($"The plan is of a stack {summary.Stack} that is not delivered to {summary.Workspace}.", "Run ./build.sh Plan again."))).ToList();
        var since = time.GetUtcNow();
        // Side by side; when one fails the other is still let come to its end, so that its state tells what it has made.
        var counts = await Task.WhenAll(planned.Select(item => events.ExplainAsync(() => item.Stack.ApplyAsync(item.Summary, cancellationToken), since, cancellationToken)));

        var applied = new AppliedInfra(counts.Sum(count => count.Added), counts.Sum(count => count.Changed), counts.Sum(count => count.Destroyed), await region.ReadOutputsAsync(cancellationToken));
        return StageResult.Done(applied, applied.ToString());
    }
}
