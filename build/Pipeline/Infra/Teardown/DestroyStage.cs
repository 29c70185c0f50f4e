using Notejam.Pipeline.Records;
using Notejam.Pipeline.Tools;

namespace Notejam.Pipeline.Infra.Teardown;

/// <summary>Takes a whole environment away: vaults emptied first, then the stacks, then what no state knows; and looks whether anything is left.</summary>
/// <param name="environment">The environment.</param>
/// <param name="regions">Its regions, in the order in which they are destroyed: who reads another one's replicas goes first.</param>
public sealed class DestroyStage(string environment, IReadOnlyList<DestroyedRegion> regions, TimeProvider time, IStageLog log)
{
    // What keeps AWS from deleting: turned off first, by an apply of these resources alone.
    private static readonly string[] Protected = ["aws_db_instance", "aws_lb", "aws_ecr_repository", "aws_secretsmanager_secret"];

    // What keeps backups from being deleted.
    private static readonly string[] Locks = ["aws_backup_vault_lock_configuration", "aws_backup_vault_policy", "aws_backup_selection"];

    private string Name => $"notejam-{environment}";

    /// <summary>Runs the stage. A run that was killed is repeated: what is gone already is passed over.</summary>
    /// <param name="confirmed">The environment's name once more, as the person typed it.</param>
    /// <exception cref="PipelineException">Not confirmed, something could not be destroyed, or something is left.</exception>
    public async Task<StageResult<Destruction>> RunAsync(string? confirmed, CancellationToken cancellationToken = default)
    {
        if (confirmed != environment)
            throw new RequestException(
                $"Destroy takes {environment} away in {string.Join(" and ", regions.Select(region => region.Name))}, with its database{(regions.Any(region => region.IsReplicaAlone) ? "" : " and all backups")}; it was {(confirmed is null ? "not confirmed" : $"confirmed as '{confirmed}'")}.",
                $"If that is what you want: --confirm {environment}");

        var vaults = new List<VaultSweep>();
        foreach (var region in regions.Where(region => !region.IsReplicaAlone))
            if (await FindVaultAccountAsync(region, cancellationToken) is { } account)
                vaults.Add(new VaultSweep(region.Aws.Backup, region.Name, new DestroyedDatabases(new EnvironmentNames(Name), [.. regions.Select(each => each.Name)], account), time, log));
        // Of both regions, and before anything is destroyed.
        var others = new List<string>();
        foreach (var vault in vaults)
            if (await vault.DescribeOthersAsync(Name, cancellationToken) is { } held) others.Add(held);
        if (others.Count > 0) throw VaultSweep.Refuse(others);
        if (vaults.Count > 0)
        {
            var caller = await regions[0].Aws.GetCallerAsync(cancellationToken);
            foreach (var vault in vaults)
                if (await vault.FindObjectionAsync(Name, caller, cancellationToken) is { } objection) throw objection;
        }

        await RefuseLodgersAsync(cancellationToken);

        // Nobody makes or guards backups any more: only then do the vaults stay empty.
        foreach (var stack in AllStacks) await DestroyTypesAsync(stack, Locks, cancellationToken);
        var points = 0;
        foreach (var vault in vaults) points += await vault.EmptyAsync(Name, cancellationToken);

        var (resources, definitions) = (0, 0);
        foreach (var region in regions)
        {
            foreach (var stack in region.Stacks)
            {
                var addresses = await stack.ListAsync(cancellationToken);
                if (addresses.Count > 0)
                {
                    log.Info($"{region.Name}: destroying {addresses.Count} resources of {stack.Name}");
                    var guarded = addresses.Where(address => Protected.Any(type => address.Contains(type + ".", StringComparison.Ordinal)) && !address.Contains("data.", StringComparison.Ordinal)).ToList();
                    if (guarded.Count > 0) await stack.ApplyUnguardedAsync(guarded, cancellationToken);
                    resources += await stack.DestroyAsync([], cancellationToken);
                }

                await stack.ForgetAsync(cancellationToken);
            }

            await new SnapshotSweep(region.Aws.Rds, region.Name, time, log).RemoveAsync(Name, cancellationToken);
            definitions += await new TaskDefinitionSweep(region.Aws.Ecs, region.Name, log).RemoveAsync(Name, tag: null, cancellationToken);
        }

        var leftovers = new List<string>();
        foreach (var region in regions)
        {
            var remains = await new Leftovers(region.Aws).FindAsync(Name, region.IsReplicaAlone, cancellationToken);
            leftovers.AddRange(remains.Ours.Select(line => $"{region.Name}: {line}"));
            foreach (var line in remains.Others) log.Info($"{region.Name}: {line} is not of {environment} by its name, and left alone");
        }

        var destruction = new Destruction(environment, [.. regions.Select(region => region.Name)], resources, points, definitions, leftovers);
        if (leftovers.Count > 0)
            throw new PipelineException($"Of {environment} there is still:\n{string.Join('\n', leftovers.Select(line => "  " + line))}", "Run Destroy again; what no state knows must be deleted by hand.");
        return resources + points + definitions == 0
            ? StageResult.Skipped(destruction, $"nothing of {environment} stands")
            : StageResult.Done(destruction, $"{environment}: {resources} resources, {points} recovery points and {definitions} task definitions gone, nothing left");
    }

    /// <summary>Places that go as a whole must hold nothing of others.</summary>
    private async Task RefuseLodgersAsync(CancellationToken cancellationToken)
    {
        var found = new List<(string Region, Lodger Lodger)>();
        foreach (var region in regions)
            found.AddRange((await new Lodgers(region.Aws.Ecs, region.Aws.LoadBalancing, region.Aws.Ecr, region.Aws.CodeDeploy, Name).FindAsync(region.IsReplicaAlone, cancellationToken)).Select(lodger => (region.Name, lodger)));
        if (found.Count > 0) throw Lodgers.Refuse(environment, found.Select(each => $"{each.Region}: {each.Lodger.Line}"), found.Select(each => each.Lodger.Command));
    }

    private IEnumerable<TerraformStack> AllStacks => regions.SelectMany(region => region.Stacks);

    private static async Task DestroyTypesAsync(TerraformStack stack, string[] types, CancellationToken cancellationToken)
    {
        var addresses = (await stack.ListAsync(cancellationToken)).Where(address => types.Any(type => address.Contains(type + ".", StringComparison.Ordinal))).ToArray();
        if (addresses.Length > 0) await stack.DestroyAsync(addresses, cancellationToken);
    }

    /// <summary>The account of the environment's vault, which has the environment's own name; null when there is no such vault.</summary>
    private async Task<string?> FindVaultAccountAsync(DestroyedRegion region, CancellationToken cancellationToken)
    {
        var request = new Amazon.Backup.Model.ListBackupVaultsRequest();
        do
        {
            var page = await region.Aws.Backup.ListBackupVaultsAsync(request, cancellationToken);
            if ((page.BackupVaultList ?? []).Find(vault => vault.BackupVaultName == Name) is { } found) return found.BackupVaultArn.Split(':')[4];
            request.NextToken = page.NextToken;
        }
        while (!string.IsNullOrEmpty(request.NextToken));
        return null;
    }
}
