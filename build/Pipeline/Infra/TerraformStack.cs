using System.Text.Json.Nodes;
using Notejam.Pipeline.Records;
using Notejam.Pipeline.Tools;

namespace Notejam.Pipeline.Infra;

/// <summary>One stack in one workspace: prepared, planned, applied, read, destroyed.</summary>
/// <param name="name">The stack's folder below <c>infra/stacks</c>; also the name of its state's file.</param>
/// <param name="workspace">Its workspace.</param>
/// <param name="workspacePrefix">Folder of the workspaces' states in the bucket.</param>
/// <param name="variables">Arguments that give the stack its values.</param>
/// <param name="known">Remembers for a while that the stack stands as its files say; null for one that is always planned.</param>
/// <param name="unguarded">Arguments that turn off what keeps AWS from deleting, for a destruction.</param>
/// <param name="root">The repository's root.</param>
public sealed class TerraformStack(TerraformCli terraform, StateBackend backend, string name, string workspace, string workspacePrefix, IReadOnlyList<string> variables, string root, KnownState? known, params IReadOnlyList<string> unguarded) : IPlannedStack
{
    private const string VarFile = "-var-file=";

    /// <inheritdoc />
    public string Name => name;

    /// <summary>Its workspace.</summary>
    public string Workspace => workspace;

    /// <summary>A file that the stack hands to AWS besides what its configuration says, and that changes it too; none when null.</summary>
    public string? Package { get; init; }

    /// <summary>Prepares the folder: providers, modules, backend, workspace. Does nothing when that was done for these very files.</summary>
    /// <exception cref="PipelineException">Terraform failed.</exception>
    public async Task InitializeAsync(CancellationToken cancellationToken)
    {
        var marker = Path.Combine(terraform.DataDirectory, "initialized");
        var fingerprint = Fingerprint();
        if (File.Exists(marker) && await File.ReadAllTextAsync(marker, cancellationToken) == fingerprint) return;
        Directory.CreateDirectory(terraform.DataDirectory);
        File.Delete(marker);
        await terraform.RunAsync(["init", "-input=false", "-no-color", "-reconfigure", "-lockfile=readonly", .. backend.Arguments(StateKey, workspacePrefix)], cancellationToken);
        await terraform.RunAsync(["workspace", "select", "-no-color", "-or-create", workspace], cancellationToken);
        await File.WriteAllTextAsync(marker, fingerprint, cancellationToken);
    }

    /// <inheritdoc />
    public async Task<string?> FindUnchangedAsync(CancellationToken cancellationToken) => known is null ? null : await known.FindAsync(Inputs(), cancellationToken);

    /// <inheritdoc />
    public Task<PlanSummary> PlanAsync(CancellationToken cancellationToken) => PlanAsync([], [], cancellationToken);

    /// <summary>Takes the state for what there is: a plan with it is of the files alone, and nothing is noted of it.</summary>
    public const string WithoutRefresh = "-refresh=false";

    /// <summary>Plans and keeps the plan.</summary>
    /// <param name="targets">Plans these addresses only, and what they need; none is all.</param>
    /// <param name="more">Further arguments, for this plan alone.</param>
    /// <exception cref="PipelineException">Terraform failed.</exception>
    public async Task<PlanSummary> PlanAsync(string[] targets, string[] more, CancellationToken cancellationToken)
    {
        var fingerprint = Inputs();
        // Whoever looks and fails knows nothing any more.
        known?.Forget();
        await InitializeAsync(cancellationToken);
        var file = Path.Combine(terraform.DataDirectory, targets.Length == 0 ? $"{name}.tfplan" : $"{name}-targeted.tfplan");
        var messages = await terraform.RunJsonAsync(["plan", "-json", "-input=false", $"-out={file}", .. targets.Select(target => $"-target={target}"), .. variables, .. more], cancellationToken);
        var hasChanges = PlanReader.HasChanges(messages);
        // What a change means stands in the plan itself; reading it costs a start of the provider, so a plan without changes is not read.
        var plan = hasChanges ? StrictJson.ParseObject(await terraform.RunAsync(["show", "-json", "-no-color", file], cancellationToken), "What 'terraform show -json' printed") : [];
        var summary = PlanReader.Read(name, workspace, plan, PlanReader.OutputsChange(messages), Path.GetRelativePath(root, file));
        if (targets.Length > 0 || more.Contains(WithoutRefresh) || known is null) return summary;
        // Between Plan and Apply, which may be two processes, the files may change: what the plan was made of is kept beside it.
        await File.WriteAllTextAsync(SourcesOf(file), fingerprint, cancellationToken);
        if (summary.IsEmpty) await known.NoteAsync(fingerprint, "planned", cancellationToken);
        return summary;
    }

    /// <inheritdoc />
    public async Task<(int Added, int Changed, int Destroyed)> ApplyAsync(PlanSummary plan, CancellationToken cancellationToken)
    {
        await InitializeAsync(cancellationToken);
        var file = Path.Combine(root, plan.PlanFile);
        if (!File.Exists(file)) throw new PipelineException($"The plan {plan.PlanFile} is gone.", "Run ./build.sh Plan again.");
        known?.Forget();
        var counts = PlanReader.ReadApplied(await terraform.RunJsonAsync(["apply", "-json", "-input=false", file], cancellationToken));
        if (known is not null && File.Exists(SourcesOf(file))) await known.NoteAsync(await File.ReadAllTextAsync(SourcesOf(file), cancellationToken), "applied", cancellationToken);
        return counts;
    }

    /// <summary>The stack's outputs, as <c>terraform output -json</c> tells them; empty when it does not stand.</summary>
    /// <exception cref="PipelineException">Terraform failed.</exception>
    public async Task<JsonObject> ReadOutputsAsync(CancellationToken cancellationToken)
    {
        await InitializeAsync(cancellationToken);
        return StrictJson.ParseObject(await terraform.RunAsync(["output", "-json", "-no-color"], cancellationToken), "What 'terraform output -json' printed");
    }

    /// <summary>Addresses of all resources in the state; data sources are none.</summary>
    /// <exception cref="PipelineException">Terraform failed.</exception>
    public async Task<IReadOnlyList<string>> ListAsync(CancellationToken cancellationToken)
    {
        await InitializeAsync(cancellationToken);
        var lines = (await terraform.RunAsync(["state", "list"], cancellationToken)).Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        return [.. lines.Where(line => !line.StartsWith("data.", StringComparison.Ordinal) && !line.Contains(".data.", StringComparison.Ordinal))];
    }

    /// <summary>Turns off what keeps AWS from deleting these resources. Changes nothing else.</summary>
    /// <exception cref="PipelineException">Terraform failed.</exception>
    public Task ApplyUnguardedAsync(IEnumerable<string> addresses, CancellationToken cancellationToken) =>
        terraform.RunJsonAsync(["apply", "-json", "-input=false", "-auto-approve", .. addresses.Select(address => $"-target={address}"), .. variables, .. unguarded], cancellationToken);

    /// <summary>Destroys resources: these and what needs them, or all.</summary>
    /// <returns>How many.</returns>
    /// <exception cref="PipelineException">Terraform failed; what it had destroyed is out of its state.</exception>
    public async Task<int> DestroyAsync(IEnumerable<string> addresses, CancellationToken cancellationToken) =>
        PlanReader.ReadApplied(await terraform.RunJsonAsync(["apply", "-destroy", "-json", "-input=false", "-auto-approve", .. addresses.Select(address => $"-target={address}"), .. variables, .. unguarded], cancellationToken)).Destroyed;

    /// <summary>Deletes the workspace of a stack that was destroyed, and with it its empty state.</summary>
    /// <exception cref="PipelineException">Terraform failed; it deletes none that still holds resources.</exception>
    public async Task ForgetAsync(CancellationToken cancellationToken)
    {
        await terraform.RunAsync(["workspace", "select", "-no-color", "default"], cancellationToken);
        await terraform.RunAsync(["workspace", "delete", "-no-color", workspace], cancellationToken);
        File.Delete(Path.Combine(terraform.DataDirectory, "initialized"));
    }

    private static string SourcesOf(string planFile) => planFile + ".sources";

    /// <summary>Stands for the stack's files, where its state lies, and where Terraform keeps its own. Values are none of it: they need no other preparation.</summary>
    private string Fingerprint() => string.Join(' ', [.. backend.Arguments(StateKey, workspacePrefix), workspace, terraform.DataDirectory, InfraSources.HashOfStack(terraform.StackDirectory)]);

    /// <summary>Stands for all that a plan follows from: no stack needs another one's files, values or outputs.</summary>
    private string Inputs() => string.Join(' ', [Fingerprint(), terraform.Circumstances, .. variables, .. ValueFiles.Where(File.Exists).Select(InfraSources.HashOf)]);

    private IEnumerable<string> ValueFiles =>
        variables.Where(argument => argument.StartsWith(VarFile, StringComparison.Ordinal)).Select(argument => argument[VarFile.Length..]).Concat(Package is null ? [] : [Package]);

    private string StateKey => $"{name}.tfstate";
}
