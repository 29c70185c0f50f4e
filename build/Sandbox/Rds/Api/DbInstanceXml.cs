using System.Xml.Linq;
using Notejam.Sandbox.Rds.Model;
using static Notejam.Sandbox.Gateway.AwsXml;

namespace Notejam.Sandbox.Rds.Api;

/// <summary>Writes an instance as the API describes it.</summary>
internal static class DbInstanceXml
{
    /// <summary>The element's content.</summary>
    public static XElement Write(DbInstance instance, RdsRegion region, SandboxOptions options)
    {
        var hasEndpoint = instance.Status is not "creating";
        return new XElement("DBInstance",
            Value("DBInstanceIdentifier", instance.Identifier),
            Value("DBInstanceArn", instance.Arn),
            Value("DbiResourceId", instance.ResourceId),
            Value("DBInstanceClass", instance.Class),
            Value("DBInstanceStatus", instance.Status),
            Value("Engine", instance.Engine),
            Value("EngineVersion", instance.EngineVersion),
            Value("MasterUsername", instance.MasterUsername),
            Value("DBName", instance.DatabaseName),
            hasEndpoint ? Endpoint(instance, options) : null,
            Value("DbInstancePort", 0),
            Value("InstanceCreateTime", hasEndpoint ? instance.CreatedAt : null),
            Value("AllocatedStorage", instance.AllocatedStorage),
            Value("MaxAllocatedStorage", instance.MaxAllocatedStorage),
            Value("StorageType", instance.StorageType),
            Value("Iops", instance.Iops),
            Value("StorageThroughput", instance.StorageThroughput),
            Value("StorageEncrypted", instance.StorageEncrypted),
            Value("KmsKeyId", instance.KmsKeyId),
            Value("MultiAZ", instance.MultiAz),
            Value("AvailabilityZone", instance.AvailabilityZone),
            Value("PreferredBackupWindow", instance.BackupWindow),
            Value("PreferredMaintenanceWindow", instance.MaintenanceWindow),
            Value("BackupRetentionPeriod", instance.BackupRetentionPeriod),
            Value("AutoMinorVersionUpgrade", instance.AutoMinorVersionUpgrade),
            Value("PubliclyAccessible", instance.PubliclyAccessible),
            Value("CopyTagsToSnapshot", instance.CopyTagsToSnapshot),
            Value("DeletionProtection", instance.DeletionProtection),
            Value("IAMDatabaseAuthenticationEnabled", instance.IamAuthentication),
            Value("MonitoringInterval", instance.MonitoringInterval),
            Value("MonitoringRoleArn", instance.MonitoringRoleArn),
            Value("PerformanceInsightsEnabled", instance.PerformanceInsights),
            Value("PerformanceInsightsKMSKeyId", instance.PerformanceInsightsKmsKeyId),
            Value("PerformanceInsightsRetentionPeriod", instance.PerformanceInsightsRetention),
            Value("DatabaseInsightsMode", instance.DatabaseInsightsMode ?? "standard"),
            Value("CACertificateIdentifier", instance.CertificateAuthorityId),
            Value("NetworkType", instance.NetworkType),
            Value("LicenseModel", instance.LicenseModel),
            Value("BackupTarget", "region"),
            Value("CustomerOwnedIpEnabled", false),
            Value("ActivityStreamStatus", "stopped"),
            Value("DedicatedLogVolume", false),
            Value("MultiTenant", false),
            Value("IsStorageConfigUpgradeAvailable", false),
            Value("EngineLifecycleSupport", "open-source-rds-extended-support"),
            List("VpcSecurityGroups", instance.SecurityGroupIds, id =>
                new XElement("VpcSecurityGroupMembership", Value("VpcSecurityGroupId", id), Value("Status", "active"))),
            List("DBParameterGroups", [instance.ParameterGroupName], name =>
                new XElement("DBParameterGroup", Value("DBParameterGroupName", name), Value("ParameterApplyStatus", instance.ParameterApplyStatus))),
            List("OptionGroupMemberships", [$"default:postgres-{instance.EngineVersion.Split('.')[0]}"], name =>
                new XElement("OptionGroupMembership", Value("OptionGroupName", name), Value("Status", "in-sync"))),
            List("EnabledCloudwatchLogsExports", instance.LogExports, name => new XElement("member", name)),
            region.SubnetGroups.TryGetValue(instance.SubnetGroupName ?? "", out var group) ? DbSubnetGroupXml.Write(group) : null,
            instance.MasterSecretArn is null ? null : new XElement("MasterUserSecret",
                Value("SecretArn", instance.MasterSecretArn), Value("SecretStatus", "active"), Value("KmsKeyId", instance.MasterSecretKmsKeyId)),
            new XElement("CertificateDetails",
                Value("CAIdentifier", instance.CertificateAuthorityId), Value("ValidTill", instance.CreatedAt.AddYears(1))),
            Pending(instance.Pending),
            StatusInfo(instance),
            new XElement("DBSecurityGroups"),
            new XElement("ReadReplicaDBInstanceIdentifiers"),
            new XElement("DomainMemberships"),
            new XElement("AssociatedRoles"),
            Tags("TagList", RdsTags.Of(region, instance.Arn)));
    }

    private static XElement Endpoint(DbInstance instance, SandboxOptions options) => new("Endpoint",
        Value("Address", options.NetworkGateway), Value("Port", instance.Port), Value("HostedZoneId", "Z1SANDBOXRDS"));

    private static XElement Pending(PendingChanges? pending) => new("PendingModifiedValues",
        Value("DBInstanceClass", pending?.Class),
        Value("EngineVersion", pending?.EngineVersion),
        Value("AllocatedStorage", pending?.AllocatedStorage),
        Value("StorageType", pending?.StorageType),
        Value("Iops", pending?.Iops),
        Value("StorageThroughput", pending?.StorageThroughput),
        Value("MultiAZ", pending?.MultiAz));

    private static XElement? StatusInfo(DbInstance instance) => instance.StatusMessage is null ? null : new XElement("StatusInfos",
        new XElement("DBInstanceStatusInfo",
            Value("StatusType", "sandbox"), Value("Normal", false), Value("Status", "error"), Value("Message", instance.StatusMessage)));
}
