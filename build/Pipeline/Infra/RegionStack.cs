using Notejam.Pipeline.Records;
using Notejam.Pipeline.Tools;

namespace Notejam.Pipeline.Infra;

/// <summary>The stack <c>infra/stacks/region</c> of one environment, in the workspace of one region.</summary>
/// <param name="functionPackage">The package of the Lambda functions.</param>
/// <param name="hasApplicationSecret">Whether there is an application secret that this region's stack owns or may take over.</param>
/// <param name="mayOpenSecrets">Whether the caller may open what an apply opens.</param>
public sealed class RegionStack(
    TerraformCli terraform, StateBackend backend, string region, string environment, string root, string functionPackage, KnownState known,
    Func<CancellationToken, Task<bool>> hasApplicationSecret, Func<CancellationToken, Task<bool>> mayOpenSecrets, IStageLog log) : IPlannedStack
{
    // What stands between an environment and its end: said by Destroy alone.
    private static readonly string[] Unguarded = ["-var=deletion_protection=false", "-var=database_skip_final_snapshot=true", "-var=repository_force_delete=true", "-var=secret_recovery_window_days=0"];

    /// <summary>The stack itself.</summary>
    public TerraformStack Stack { get; } = new(terraform, backend, "region", region, $"notejam/{environment}",
        [$"-var-file={EnvironmentValues.PathOf(root, environment)}", $"-var=region={region}", $"-var=environment={environment}"], root, known, Unguarded) { Package = functionPackage };

    /// <inheritdoc />
    public string Name => Stack.Name;

    /// <summary>Name of the ECR repository, which the pipeline must know before the stack stands.</summary>
    public string RepositoryName => $"notejam-{environment}";

    /// <inheritdoc />
    public Task<string?> FindUnchangedAsync(CancellationToken cancellationToken) => Stack.FindUnchangedAsync(cancellationToken);

    /// <inheritdoc />
    public async Task<PlanSummary> PlanAsync(CancellationToken cancellationToken)
    {
        // What Preseed has made is taken over with its value; without effect once it is in the state.
        string[] adopted = await hasApplicationSecret(cancellationToken) ? ["-var=adopt_application_secret=true"] : [];
        if (await mayOpenSecrets(cancellationToken)) return await Stack.PlanAsync([], adopted, cancellationToken);
        // Not refreshed: the provider's read of a secret's version is GetSecretValue.
        var shown = await Stack.PlanAsync([], [.. adopted, "-var=secrets_opened=false", TerraformStack.WithoutRefresh], cancellationToken);
        log.Warn($"{Name}: the caller may not open the secrets: the plan compares the files with the state, not with what was changed by hand, and is to be read, not applied");
        File.Delete(Path.Combine(root, shown.PlanFile));
        return shown;
    }

    /// <summary>Plans the registry ahead of the rest, for the first push into a region.</summary>
    /// <exception cref="PipelineException">Terraform failed.</exception>
    public Task<PlanSummary> PlanRegistryAsync(CancellationToken cancellationToken) => Stack.PlanAsync(["module.registry"], [], cancellationToken);

    /// <inheritdoc />
    public Task<(int Added, int Changed, int Destroyed)> ApplyAsync(PlanSummary plan, CancellationToken cancellationToken) => Stack.ApplyAsync(plan, cancellationToken);

    /// <summary>The stack's outputs.</summary>
    /// <exception cref="PipelineException">The stack does not stand, or lacks outputs.</exception>
    public async Task<InfraOutputs> ReadOutputsAsync(CancellationToken cancellationToken) => OutputsReader.Read(await Stack.ReadOutputsAsync(cancellationToken));

    /// <summary>The stack's outputs; null where it does not stand, or only a part of it.</summary>
    public async Task<InfraOutputs?> FindOutputsAsync(CancellationToken cancellationToken) => OutputsReader.Find(await Stack.ReadOutputsAsync(cancellationToken));
}
