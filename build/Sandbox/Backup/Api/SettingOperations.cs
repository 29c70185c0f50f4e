using System.Text.Json.Nodes;
using Notejam.Sandbox.Backup.Model;
using Notejam.Sandbox.Gateway;
using Notejam.Sandbox.Gateway.Operations;

namespace Notejam.Sandbox.Backup.Api;

/// <summary>Settings of a region and of the account.</summary>
internal sealed class SettingOperations(BackupStore store, BackupAccountStore account, TimeProvider clock) : IOperations
{
    private const string Region = "/account-settings";
    private const string Account = "/global-settings";

    private static readonly string[] Types =
    [
        "Aurora", "CloudFormation", "DSQL", "DocumentDB", "DynamoDB", "EBS", "EC2", "EFS", "EKS", "FSx", "Neptune", "RDS", "Redshift", "Redshift Serverless",
        "S3", "SAP HANA on Amazon EC2", "Storage Gateway", "Timestream", "VirtualMachine",
    ];

    // Types that may be left to their own service's backups.
    private static readonly string[] Manageable = ["CloudFormation", "DSQL", "DynamoDB", "EFS"];

    /// <inheritdoc />
    public IEnumerable<Operation> Operations =>
    [
        new("DescribeRegionSettings", "GET " + Region, DescribeRegion),
        new("UpdateRegionSettings", "PUT " + Region, UpdateRegion),
        new("DescribeGlobalSettings", "GET " + Account, DescribeAccount),
        new("UpdateGlobalSettings", "PUT " + Account, UpdateAccount),
        new("GetSupportedResourceTypes", "GET /supported-resource-types", _ => AwsResponse.Json(new JsonObject { ["ResourceTypes"] = JsonReading.Array(Types) })),
    ];

    private AwsResponse DescribeRegion(AwsRequest call) => store.Read(call.Region, region => AwsResponse.Json(new JsonObject
    {
        ["ResourceTypeOptInPreference"] = Preferences(Types, region.OptIn),
        ["ResourceTypeManagementPreference"] = Preferences(Manageable, region.Management),
    }));

    private AwsResponse UpdateRegion(AwsRequest call)
    {
        var (optIn, management) = (Read(call, "ResourceTypeOptInPreference", Types), Read(call, "ResourceTypeManagementPreference", Manageable));
        return store.Write(call.Region, region =>
        {
            foreach (var (type, value) in optIn) region.OptIn[type] = value;
            foreach (var (type, value) in management) region.Management[type] = value;
            return AwsResponse.Json();
        });
    }

    private AwsResponse DescribeAccount(AwsRequest call) => account.Read(state =>
    {
        var shown = new JsonObject { ["GlobalSettings"] = new JsonObject(state.GlobalSettings.Select(setting => KeyValuePair.Create(setting.Key, (JsonNode?)setting.Value))) };
        shown.SetMoment("LastUpdateTime", state.GlobalSettingsChangedAt);
        return AwsResponse.Json(shown);
    });

    private AwsResponse UpdateAccount(AwsRequest call) => account.Write(state =>
    {
        foreach (var (name, value) in call.Json.Demanded("GlobalSettings")) state.GlobalSettings[name] = value?.GetValue<string>() ?? "";
        state.GlobalSettingsChangedAt = clock.GetUtcNow();
        return AwsResponse.Json();
    });

    private static Dictionary<string, bool> Read(AwsRequest call, string name, string[] known)
    {
        var given = call.Json.Structure(name);
        var unknown = given.Select(pair => pair.Key).Except(known).ToList();
        if (unknown.Count > 0) throw BackupErrors.Invalid($"{name} has no resource types {string.Join(", ", unknown)}; it has {string.Join(", ", known)}.");
        return given.ToDictionary(pair => pair.Key, pair => pair.Value?.GetValue<bool>() ?? false);
    }

    // As in a new account, all is on until somebody turns it off.
    private static JsonObject Preferences(string[] types, SortedDictionary<string, bool> changed) =>
        new(types.Select(type => KeyValuePair.Create(type, (JsonNode?)changed.GetValueOrDefault(type, true))));
}
