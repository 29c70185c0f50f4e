using Notejam.Pipeline.Records;
using Notejam.Pipeline.Tools;

namespace Notejam.Pipeline.Infra;

/// <summary>Plans the infrastructure and says what would change; refuses what would lose data.</summary>
/// <param name="stacks">The stacks; none needs another one's outputs.</param>
public sealed class PlanStage(AccountStack account, IReadOnlyList<IPlannedStack> stacks, PlanGuard guard, IStageLog log)
{
    /// <summary>Runs the stage.</summary>
    /// <exception cref="PipelineException">Terraform failed, or a plan would destroy what is guarded.</exception>
    public async Task<StageResult<InfraPlan>> RunAsync(CancellationToken cancellationToken = default)
    {
        await account.EnsureAsync(cancellationToken);
        // Each has its own state and its own folder of Terraform's: they are planned side by side.
        var plans = await Task.WhenAll(stacks.Select(stack => stack.PlanAsync(cancellationToken)));
        foreach (var plan in plans)
        {
            foreach (var line in PlanText.Lines(plan)) log.Info(line);
            foreach (var danger in plan.Dangers) log.Warn(PlanText.Line(danger));
        }

        foreach (var plan in plans) guard.Check(plan);
        var result = new InfraPlan(plans);
        return StageResult.Done(result, result.ToString());
    }
}
