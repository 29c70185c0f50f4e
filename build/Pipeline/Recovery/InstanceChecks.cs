using Amazon.RDS.Model;
using Notejam.Pipeline.Records;

namespace Notejam.Pipeline.Recovery;

/// <summary>Whether a restored instance is what the environment needs. Pure.</summary>
internal static class InstanceChecks
{
    /// <summary>Its settings: a restore takes defaults for what it is not told, and those let in the wrong ones or nobody.</summary>
    public static CheckResult Settings(DBInstance instance, RecoveryOutputs standing, FoundPoint point)
    {
        const string Name = "restored instance";
        var flaws = Flaws(instance, standing, point).ToList();
        return flaws.Count == 0
            ? CheckResult.Ok(Name, $"subnets {standing.DatabaseSubnetGroupName}, security group {standing.DatabaseSecurityGroupId}, parameters {standing.DatabaseParameterGroupName}, encrypted with {instance.KmsKeyId}, not public")
            : CheckResult.Bad(Name, string.Join("; ", flaws), "Compare the metadata of the restore job with infra/stacks/recovery.");
    }

    private static IEnumerable<string> Flaws(DBInstance instance, RecoveryOutputs standing, FoundPoint point)
    {
        if (instance.DBSubnetGroup?.DBSubnetGroupName != standing.DatabaseSubnetGroupName) yield return $"its subnet group is {instance.DBSubnetGroup?.DBSubnetGroupName ?? "none"}, not {standing.DatabaseSubnetGroupName}";
        var groups = (instance.VpcSecurityGroups ?? []).Select(group => group.VpcSecurityGroupId).ToList();
        if (groups is not [var only] || only != standing.DatabaseSecurityGroupId) yield return $"its security groups are {string.Join(", ", groups)}, not {standing.DatabaseSecurityGroupId}";
        var parameters = (instance.DBParameterGroups ?? []).Select(group => group.DBParameterGroupName).FirstOrDefault();
        if (parameters != standing.DatabaseParameterGroupName) yield return $"its parameters are {parameters ?? "none"}, not {standing.DatabaseParameterGroupName}";
        if (instance.PubliclyAccessible == true) yield return "it can be reached from the internet";
        if (instance.StorageEncrypted != true) yield return "it is not encrypted";
        else if (point.KeyArn is { } key && instance.KmsKeyId != key) yield return $"its key is {instance.KmsKeyId}, not the recovery point's {key}";
        if (instance.DBInstanceClass != standing.DatabaseInstanceClass) yield return $"it is a {instance.DBInstanceClass}, not a {standing.DatabaseInstanceClass}";
    }
}
