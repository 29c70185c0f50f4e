using Notejam.Pipeline.Records;

namespace Notejam.Pipeline.Infra;

/// <summary>The stack <c>infra/stacks/recovery</c>: what stands ready in the disaster-recovery region, planned and applied with the primary region's stacks.</summary>
/// <param name="stack">The stack; its state lies in the disaster-recovery region, which must do without the primary one.</param>
/// <param name="ensureState">Makes the place of its state.</param>
public sealed class RecoveryStack(TerraformStack stack, Func<CancellationToken, Task> ensureState) : IPlannedStack
{
    /// <inheritdoc />
    public string Name => stack.Name;

    /// <summary>The stack itself.</summary>
    public TerraformStack Stack => stack;

    /// <inheritdoc />
    public Task<string?> FindUnchangedAsync(CancellationToken cancellationToken) => stack.FindUnchangedAsync(cancellationToken);

    /// <inheritdoc />
    public async Task<PlanSummary> PlanAsync(CancellationToken cancellationToken)
    {
        await ensureState(cancellationToken);
        return await stack.PlanAsync(cancellationToken);
    }

    /// <inheritdoc />
    public Task<(int Added, int Changed, int Destroyed)> ApplyAsync(PlanSummary plan, CancellationToken cancellationToken) => stack.ApplyAsync(plan, cancellationToken);

    /// <summary>The stack's outputs.</summary>
    /// <exception cref="PipelineException">It does not stand.</exception>
    public async Task<RecoveryOutputs> ReadOutputsAsync(CancellationToken cancellationToken) => RecoveryOutputsReader.Read(await stack.ReadOutputsAsync(cancellationToken));
}
