using System.Text.Json;
using Notejam.Pipeline.Records;

namespace Notejam.Pipeline.Recovery;

/// <summary>What a restore is told: what the recovery point remembers, with all that is of the source region put right. Pure.</summary>
internal static class RestoreMetadata
{
    // A zone is of the source region; the key is the recovery point's and cannot be chosen.
    private static readonly string[] Dropped = ["AvailabilityZone", "KmsKeyId", "Iops", "StorageThroughput"];

    /// <summary>The metadata of StartRestoreJob: texts only, lists as JSON in a text.</summary>
    /// <param name="remembered">What GetRecoveryPointRestoreMetadata answers.</param>
    /// <param name="name">The new instance's name.</param>
    /// <param name="isProtected">Whether it is protected against deletion: one that people write to.</param>
    public static Dictionary<string, string> Of(IReadOnlyDictionary<string, string> remembered, RecoveryOutputs standing, string name, bool isProtected)
    {
        var metadata = remembered.Where(entry => !Dropped.Contains(entry.Key)).ToDictionary(entry => entry.Key, entry => entry.Value);
        metadata["DBInstanceIdentifier"] = name;
        metadata["DBInstanceClass"] = standing.DatabaseInstanceClass;
        metadata["DBSubnetGroupName"] = standing.DatabaseSubnetGroupName;
        metadata["DBParameterGroupName"] = standing.DatabaseParameterGroupName;
        metadata["OptionGroupName"] = $"default:postgres-{standing.DatabaseEngineVersion}";
        metadata["VpcSecurityGroupIds"] = JsonSerializer.Serialize(new[] { standing.DatabaseSecurityGroupId });
        metadata["MultiAZ"] = standing.DatabaseMultiAz ? "true" : "false";
        metadata["PubliclyAccessible"] = "false";
        metadata["DeletionProtection"] = isProtected ? "true" : "false";
        return metadata;
    }
}
