using System.Text.Json.Nodes;
using Notejam.AccessControl.Requests;
using Notejam.Sandbox.Gateway;

namespace Notejam.Sandbox.Access;

/// <summary>Resolves keys and reads what decides about them.</summary>
internal sealed class KmsKeys(ServiceReads reads)
{
    private static readonly string[] Constraints = ["EncryptionContextSubset", "EncryptionContextEquals"];

    /// <summary>A key by its id, ARN or alias; null when there is none.</summary>
    public async Task<KmsKey?> FindAsync(string region, string key, CancellationToken cancellationToken)
    {
        // Of a key in another region, the ARN says which.
        var where = key.Split(':') is ["arn", _, _, var place, ..] ? place : region;
        return await reads.KeptAsync("kms", $"{where} {key}", () => ReadAsync(where, key), cancellationToken);
    }

    /// <summary>The aliases of a key, with <c>alias/</c>.</summary>
    public async Task<IReadOnlyList<string>> AliasesAsync(KmsKey key, CancellationToken cancellationToken) =>
        await reads.KeptAsync<IReadOnlyList<string>>("kms", "aliases " + key.Arn, async () =>
        {
            var answer = await reads.JsonAsync(key.Region, "kms", "TrentService.ListAliases", new JsonObject { ["KeyId"] = key.Arn });
            return [.. (answer?.Structures("Aliases") ?? []).Select(alias => alias.Text("AliasName") ?? "")];
        }, cancellationToken) ?? [];

    private async Task<KmsKey?> ReadAsync(string region, string key)
    {
        var described = await reads.JsonAsync(region, "kms", "TrentService.DescribeKey", new JsonObject { ["KeyId"] = key });
        if (described?.Structure("KeyMetadata") is not { Count: > 0 } metadata) return null;
        var arn = metadata.Text("Arn")!;
        var policy = await reads.JsonAsync(region, "kms", "TrentService.GetKeyPolicy", new JsonObject { ["KeyId"] = arn, ["PolicyName"] = "default" });
        var grants = await reads.JsonAsync(region, "kms", "TrentService.ListGrants", new JsonObject { ["KeyId"] = arn });
        return new KmsKey(arn, region, metadata.Text("KeyManager") == "AWS", policy?.Text("Policy"), [.. (grants?.Structures("Grants") ?? []).Select(Grant)]);
    }

    private static KmsGrant Grant(JsonObject grant) => new(grant.Text("GrantId") ?? "", grant.Text("GranteePrincipal") ?? "", grant.Texts("Operations"))
    {
        EncryptionContextSubset = Pairs(grant.Structure("Constraints"), Constraints[0]),
        EncryptionContextEquals = Pairs(grant.Structure("Constraints"), Constraints[1]),
    };

    private static Dictionary<string, string>? Pairs(JsonObject constraints, string name) =>
        constraints.Structure(name) is { Count: > 0 } pairs ? pairs.ToDictionary(pair => pair.Key, pair => pair.Value?.GetValue<string>() ?? "") : null;
}

/// <summary>A key, with what decides about it.</summary>
/// <param name="IsManagedByAws">Whether AWS made it for a service: its policy lets everybody use it through that service.</param>
/// <param name="Policy">The document of its policy.</param>
internal sealed record KmsKey(string Arn, string Region, bool IsManagedByAws, string? Policy, IReadOnlyList<KmsGrant> Grants);
