using System.Text.Json.Nodes;
using Notejam.Sandbox.Backup.Model;
using Notejam.Sandbox.Gateway;
using Notejam.Sandbox.Gateway.Operations;

namespace Notejam.Sandbox.Backup.Api;

/// <summary>Tags of vaults, plans and recovery points.</summary>
internal sealed class TagOperations(BackupStore store) : IOperations
{
    /// <inheritdoc />
    public IEnumerable<Operation> Operations =>
    [
        new("ListTags", "GET /tags/{arn}", call => store.Read(call.Region, region =>
        {
            var tags = Find(region, call).Select(tag => KeyValuePair.Create(tag.Key, (JsonNode?)tag.Value));
            return AwsResponse.Json(new JsonObject { ["Tags"] = new JsonObject(tags) });
        })),
        new("TagResource", "POST /tags/{arn}", call => store.Write(call.Region, region =>
        {
            Find(region, call).Add(call.Json.Demanded("Tags"));
            return AwsResponse.Json();
        })),
        new("UntagResource", "POST /untag/{arn}", call => store.Write(call.Region, region =>
        {
            var tags = Find(region, call);
            foreach (var key in call.Json.Texts("TagKeyList")) tags.Remove(key);
            return AwsResponse.Json();
        })),
    ];

    private static SortedDictionary<string, string> Find(BackupRegion region, AwsRequest call)
    {
        var arn = call.Path["arn"];
        return region.Vaults.Values.FirstOrDefault(vault => vault.Arn == arn)?.Tags
            ?? region.Plans.Values.FirstOrDefault(plan => plan.Arn == arn && plan.DeletedAt is null)?.Tags
            ?? region.RestoreTestingPlans.Values.FirstOrDefault(plan => plan.Arn == arn)?.Tags
            ?? region.Vaults.Values.Select(vault => vault.RecoveryPoints.GetValueOrDefault(arn)).FirstOrDefault(point => point is not null)?.Tags
            ?? throw BackupErrors.NotFound($"There is no resource {arn}.");
    }
}
