using System.Text.Json.Nodes;
using Notejam.Sandbox.Backup.Model;
using Notejam.Sandbox.Gateway;
using Notejam.Sandbox.Gateway.Operations;

namespace Notejam.Sandbox.Backup.Api;

/// <summary>Resources that have recovery points in a region: list, describe, their recovery points.</summary>
internal sealed class ProtectedResourceOperations(BackupStore store) : IOperations
{
    /// <inheritdoc />
    public IEnumerable<Operation> Operations =>
    [
        new("ListProtectedResources", "GET /resources", call => store.Read(call.Region, region => BackupArguments.Page(call, "Results", All(region), Show))),
        new("DescribeProtectedResource", "GET /resources/{arn}", call => store.Read(call.Region, region => AwsResponse.Json(Show(
            All(region).FirstOrDefault(resource => resource.Arn == call.Path["arn"]) ?? throw BackupErrors.NotFound($"Resource {call.Path["arn"]} has no recovery points."))))),
        new("ListRecoveryPointsByResource", "GET /resources/{arn}/recovery-points", call => store.Read(call.Region, region => BackupArguments.Page(
            call, "RecoveryPoints", region.Vaults.Values.SelectMany(vault => vault.RecoveryPoints.Values.Where(point => point.ResourceArn == call.Path["arn"]).Select(point => (vault, point))),
            found => RecoveryPointJson.ShowOfResource(found.vault, found.point)))),
    ];

    private static IEnumerable<Resource> All(BackupRegion region) => region.Vaults.Values
        .SelectMany(vault => vault.RecoveryPoints.Values.Select(point => (vault, point)))
        .GroupBy(each => each.point.ResourceArn)
        .Select(points => points.MaxBy(each => each.point.CreatedAt))
        .Select(newest => new Resource(newest.point.ResourceArn, newest.vault.Arn, newest.point));

    private static JsonObject Show(Resource resource) => new()
    {
        ["ResourceArn"] = resource.Arn,
        ["ResourceType"] = "RDS",
        ["ResourceName"] = resource.Arn.Split(':')[^1],
        ["LastBackupTime"] = AwsResponse.Epoch(resource.Newest.CreatedAt),
        ["LastBackupVaultArn"] = resource.VaultArn,
        ["LastRecoveryPointArn"] = resource.Newest.Arn,
    };

    private sealed record Resource(string Arn, string VaultArn, RecoveryPoint Newest);
}
