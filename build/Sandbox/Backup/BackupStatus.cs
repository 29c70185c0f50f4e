using System.Text.Json.Nodes;
using Notejam.Sandbox.Backup.Model;
using Notejam.Sandbox.Gateway;
using Notejam.Sandbox.Host;

namespace Notejam.Sandbox.Backup;

/// <summary>Vaults and plans, for the page.</summary>
internal sealed class BackupStatus(BackupStore store) : IStatusSource
{
    /// <inheritdoc />
    public string Name => "backup";

    /// <inheritdoc />
    public JsonNode Describe() => new JsonObject
    {
        ["vaults"] = All(region => region.Vaults.Values, vault => new JsonObject
        {
            ["name"] = vault.Name,
            ["status"] = vault.Lock switch { null => "unlocked", { LockDate: null } => "locked (governance)", _ => "locked (compliance)" },
            ["recoveryPoints"] = vault.RecoveryPoints.Count,
        }),
        ["plans"] = All(region => region.Plans.Values.Where(plan => plan.DeletedAt is null), plan => new JsonObject
        {
            ["name"] = plan.Current.Name,
            ["status"] = $"version {plan.Versions.Count}",
            ["selections"] = plan.Selections.Count,
        }),
    };

    private JsonArray All<T>(Func<BackupRegion, IEnumerable<T>> find, Func<T, JsonObject> describe) =>
        JsonReading.Array(store.Regions.SelectMany(name => store.Read(name, region => find(region).Select(each =>
        {
            var described = describe(each);
            described.Insert(0, "region", name);
            return described;
        }).ToList())));
}
