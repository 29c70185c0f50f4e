using System.Text.Json.Nodes;
using Notejam.Pipeline.Records;

namespace Notejam.Pipeline.Infra;

/// <summary>The stack <c>infra/stacks/region</c> of one environment, in the workspace of one region.</summary>
public sealed class RegionStack(TerraformCli terraform, StateBackend backend, string region, string environment, string root)
{
    /// <summary>Name of the ECR repository, which the pipeline must know before the stack stands.</summary>
    public string RepositoryName => $"notejam-{environment}";

    private string PlanFile => Path.Combine(terraform.DataDirectory, "region.tfplan");

    private string[] Variables =>
        [$"-var-file={Path.Combine(root, "infra", "environments", environment + ".tfvars")}", $"-var=region={region}", $"-var=environment={environment}"];

    /// <summary>Prepares the folder: providers, modules, backend, workspace. Does nothing when that was done for these very files.</summary>
    /// <exception cref="PipelineException">Terraform failed, or the environment has no values.</exception>
    public async Task InitializeAsync(CancellationToken cancellationToken)
    {
        RequireValues(root, environment);
        var marker = Path.Combine(terraform.DataDirectory, "initialized");
        var fingerprint = Fingerprint();
        if (File.Exists(marker) && await File.ReadAllTextAsync(marker, cancellationToken) == fingerprint) return;
        Directory.CreateDirectory(terraform.DataDirectory);
        File.Delete(marker);
        await terraform.RunAsync(["init", "-input=false", "-no-color", "-reconfigure", "-lockfile=readonly", .. backend.Arguments("region.tfstate", $"notejam/{environment}")], cancellationToken);
        await terraform.RunAsync(["workspace", "select", "-no-color", "-or-create", region], cancellationToken);
        await File.WriteAllTextAsync(marker, fingerprint, cancellationToken);
    }

    /// <summary>Looks for the values of an environment.</summary>
    /// <exception cref="PipelineException">There are none.</exception>
    public static void RequireValues(string root, string environment)
    {
        var values = Path.Combine(root, "infra", "environments", environment + ".tfvars");
        if (File.Exists(values)) return;
        var known = Directory.EnumerateFiles(Path.GetDirectoryName(values)!, "*.tfvars").Select(Path.GetFileNameWithoutExtension).Order();
        throw new PipelineException($"There is no environment '{environment}': {values} does not exist.", $"Write one of {string.Join(", ", known)}, or add the file.");
    }

    /// <summary>Plans and keeps the plan.</summary>
    /// <exception cref="PipelineException">Terraform failed.</exception>
    public async Task<PlanSummary> PlanAsync(CancellationToken cancellationToken)
    {
        await InitializeAsync(cancellationToken);
        var messages = await terraform.RunJsonAsync(["plan", "-json", "-input=false", $"-out={PlanFile}", .. Variables], cancellationToken);
        return PlanReader.Read("region", region, messages, Path.GetRelativePath(root, PlanFile));
    }

    /// <summary>Applies exactly a saved plan.</summary>
    /// <exception cref="PipelineException">Terraform failed; what it had done stays in its state, and the next plan goes on from there.</exception>
    public async Task<(int Added, int Changed, int Destroyed)> ApplyAsync(PlanSummary plan, CancellationToken cancellationToken)
    {
        await InitializeAsync(cancellationToken);
        var file = Path.Combine(root, plan.PlanFile);
        if (!File.Exists(file)) throw new PipelineException($"The plan {plan.PlanFile} is gone.", "Run ./build.sh Plan again.");
        return PlanReader.ReadApplied(await terraform.RunJsonAsync(["apply", "-json", "-input=false", file], cancellationToken));
    }

    /// <summary>Creates the registry ahead of the rest, for the first push into a region.</summary>
    /// <exception cref="PipelineException">Terraform failed.</exception>
    public async Task CreateRegistryAsync(CancellationToken cancellationToken)
    {
        await InitializeAsync(cancellationToken);
        await terraform.RunJsonAsync(["apply", "-json", "-input=false", "-auto-approve", "-target=module.registry", .. Variables], cancellationToken);
    }

    /// <summary>The stack's outputs.</summary>
    /// <exception cref="PipelineException">The stack does not stand, or lacks outputs.</exception>
    public async Task<InfraOutputs> ReadOutputsAsync(CancellationToken cancellationToken)
    {
        await InitializeAsync(cancellationToken);
        return OutputsReader.Read((JsonObject)JsonNode.Parse(await terraform.RunAsync(["output", "-json", "-no-color"], cancellationToken))!);
    }

    private string Fingerprint() => string.Join(' ', [.. backend.Arguments("region.tfstate", environment), region, terraform.DataDirectory, InfraSources.Hash(Path.Combine(root, "infra"))]);
}
