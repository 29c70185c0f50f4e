using Notejam.Pipeline.Records;
using Notejam.Pipeline.Tools;

namespace Notejam.Pipeline.Infra;

/// <summary>Plans the infrastructure and says what would change; refuses what would lose data.</summary>
/// <param name="always">Whether a stack is planned that is known to stand as its files say: for whoever asks for a plan, and looks for changes made by hand.</param>
/// <param name="prepare">Makes the package of the Lambda functions, which the region's stack hands to Lambda, and refuses sources that no revision has.</param>
/// <param name="stacks">The stacks; none needs another one's outputs.</param>
public sealed class PlanStage(AccountStack account, IReadOnlyList<IPlannedStack> stacks, PlanGuard guard, bool always, Func<CancellationToken, Task> prepare, IStageLog log)
{
    /// <summary>Runs the stage.</summary>
    /// <exception cref="PipelineException">Terraform failed, or a plan would destroy what is guarded.</exception>
    public async Task<StageResult<InfraPlan>> RunAsync(CancellationToken cancellationToken = default)
    {
        await prepare(cancellationToken);
        await account.EnsureAsync(cancellationToken);
        // Each has its own state and its own folder of Terraform's: they are planned side by side.
        var planned = await Task.WhenAll(stacks.Select(stack => PlanAsync(stack, cancellationToken)));
        var plans = planned.Select(item => item.Plan).ToList();
        foreach (var plan in plans)
        {
            foreach (var line in PlanText.Lines(plan)) log.Info(line);
            foreach (var danger in plan.Dangers) log.Warn(PlanText.Line(danger));
        }

        foreach (var plan in plans) guard.Check(plan);
        var result = new InfraPlan(plans);
        return planned.All(item => item.Why is not null)
            ? StageResult.Skipped(result, string.Join("; ", planned.Select(item => $"{item.Plan.Stack}: {item.Why}")))
            : StageResult.Done(result, result.ToString());
    }

    private async Task<(PlanSummary Plan, string? Why)> PlanAsync(IPlannedStack stack, CancellationToken cancellationToken) =>
        (always ? null : await stack.FindUnchangedAsync(cancellationToken)) is { } why
            ? (new PlanSummary(stack.Name, "", [], [], OutputsChange: false, ""), why)
            : (await stack.PlanAsync(cancellationToken), null);
}
