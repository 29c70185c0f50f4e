using System.Text.Json.Nodes;
using Notejam.Pipeline.Infra;
using Notejam.Pipeline.Records;
using Notejam.Pipeline.Recovery.Graph;

namespace Notejam.Pipeline.Recovery;

/// <summary>What a recovery adds to the standing network: the way out, a load balancer, a cache, a service without tasks.</summary>
/// <param name="stack">The stack <c>infra/stacks/drill</c> or <c>failover</c>, in the workspace of its id.</param>
/// <param name="valuesFile">Where its values are written.</param>
internal sealed class RecoveredStack(TerraformStack stack, PlanGuard guard, string valuesFile)
{
    private static readonly string[] Needed = ["url", "load_balancer_dns_name", "service_name", "cache_address", "cache_port"];

    /// <summary>Makes it, or what is missing of it.</summary>
    /// <exception cref="PipelineException">Terraform failed, or would destroy what is guarded.</exception>
    public async Task<StepEnd<RecoveredInfra>> ApplyAsync(RecoveryOutputs standing, CancellationToken cancellationToken)
    {
        await PrepareAsync(standing, cancellationToken);
        var plan = await stack.PlanAsync(cancellationToken);
        guard.Check(plan);
        var (added, changed, _) = plan.IsEmpty ? (0, 0, 0) : await stack.ApplyAsync(plan, cancellationToken);
        var outputs = await stack.ReadOutputsAsync(cancellationToken);
        JsonNode Value(string name) => outputs[name]?["value"] ?? throw new PipelineException($"infra/stacks/{stack.Name} has no output {string.Join(", ", Needed.Where(needed => outputs[needed]?["value"] is null))}.", "Run this again: it goes on with the stack.");
        var made = new RecoveredInfra(new Uri((string)Value("url")!), (string)Value("load_balancer_dns_name")!, (string)Value("service_name")!, (string)Value("cache_address")!, (int)Value("cache_port")!);
        return new StepEnd<RecoveredInfra>(made, $"{added} resources added{(changed > 0 ? $", {changed} changed" : "")}: {made.Url}");
    }

    /// <summary>Takes it away, and its state with it.</summary>
    /// <returns>How many resources there were.</returns>
    /// <exception cref="PipelineException">Terraform failed; a repetition goes on.</exception>
    public async Task<int> DestroyAsync(RecoveryOutputs standing, CancellationToken cancellationToken)
    {
        await PrepareAsync(standing, cancellationToken);
        var count = (await stack.ListAsync(cancellationToken)).Count > 0 ? await stack.DestroyAsync([], cancellationToken) : 0;
        await stack.ForgetAsync(cancellationToken);
        return count;
    }

    private async Task PrepareAsync(RecoveryOutputs standing, CancellationToken cancellationToken)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(valuesFile)!);
        await File.WriteAllTextAsync(valuesFile, new JsonObject { ["standing"] = standing.All.DeepClone() }.ToJsonString(), cancellationToken);
    }
}
