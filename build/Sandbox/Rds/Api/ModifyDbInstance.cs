using Notejam.Sandbox.Gateway;
using Notejam.Sandbox.Gateway.Operations;
using Notejam.Sandbox.Kms;
using Notejam.Sandbox.Rds.Jobs;
using Notejam.Sandbox.Rds.Model;

namespace Notejam.Sandbox.Rds.Api;

/// <summary>ModifyDBInstance.</summary>
internal sealed class ModifyDbInstance(RdsStore store, SandboxOptions options, DbInstanceJobs jobs, ManagedKeys keys, MasterSecrets secrets) : IOperations
{
    /// <inheritdoc />
    public IEnumerable<Operation> Operations =>
    [
        new("ModifyDBInstance", HandleAsync),
    ];

    /// <summary>Answers a request. What AWS leaves to the maintenance window waits until a request with ApplyImmediately.</summary>
    public async Task<AwsResponse> HandleAsync(AwsRequest request, CancellationToken cancellationToken)
    {
        var query = request.Query;
        if (query["MasterUserPassword"] is { } password) DbInstanceRules.CheckPassword(password);
        if (query["NewDBInstanceIdentifier"] is { } name) DbInstanceRules.CheckIdentifier(name);
        var before = store.Read(request.Region, region => region.Instance(query.Required("DBInstanceIdentifier")));
        DbInstanceRules.CheckAvailable(before);
        var insightsKey = query.Bool("EnablePerformanceInsights") == true
            ? await keys.ResolveAsync(request.Region, query["PerformanceInsightsKMSKeyId"] ?? "alias/aws/rds", cancellationToken)
            : null;
        var secret = await ChangeManagementAsync(request, before, cancellationToken);

        var (response, resourceId) = store.Change(request.Region, region =>
        {
            var instance = region.Instance(query.Required("DBInstanceIdentifier"));
            DbInstanceRules.CheckAvailable(instance);
            ApplyNow(region, instance, query, insightsKey);
            if (secret is { } managed)
                (instance.InitialPassword, instance.MasterSecretArn, instance.MasterSecretKmsKeyId) = (managed.Password, managed.Arn, managed.Key);
            var pending = Merge(instance.Pending ?? new PendingChanges(), query);
            if (query.Bool("ApplyImmediately") == true)
            {
                ApplyPending(instance, pending);
                Rename(region, request, instance, query["NewDBInstanceIdentifier"]);
            }
            else
            {
                instance.Pending = pending;
            }

            instance.Status = "modifying";
            return (AwsResponse.Xml(request, RdsXml.Namespace, DbInstanceXml.Write(instance, region, options)), instance.ResourceId);
        });
        _ = jobs.Converge(request.Region, resourceId);
        return response;
    }

    private async Task<(string? Password, string? Arn, string? Key)?> ChangeManagementAsync(
        AwsRequest request, DbInstance instance, CancellationToken cancellationToken)
    {
        switch (request.Query.Bool("ManageMasterUserPassword"))
        {
            case true when instance.MasterSecretArn is null:
                var key = await keys.ResolveAsync(request.Region, request.Query["MasterUserSecretKmsKeyId"] ?? "alias/aws/secretsmanager", cancellationToken);
                var (password, arn) = await secrets.CreateAsync(request.Region, instance.MasterUsername, instance.Arn, key, cancellationToken);
                return (password, arn, key);
            case false when instance.MasterSecretArn is { } secret:
                await secrets.DeleteAsync(request.Region, secret, cancellationToken);
                return (request.Query.Required("MasterUserPassword"), null, null);
            default:
                return null;
        }
    }

    private static void ApplyNow(RdsRegion region, DbInstance instance, QueryParameters query, string? insightsKey)
    {
        instance.InitialPassword = query["MasterUserPassword"] ?? instance.InitialPassword;
        instance.DeletionProtection = query.Bool("DeletionProtection") ?? instance.DeletionProtection;
        instance.BackupRetentionPeriod = query.Number("BackupRetentionPeriod") ?? instance.BackupRetentionPeriod;
        instance.BackupWindow = query["PreferredBackupWindow"] ?? instance.BackupWindow;
        instance.MaintenanceWindow = query["PreferredMaintenanceWindow"]?.ToLowerInvariant() ?? instance.MaintenanceWindow;
        instance.AutoMinorVersionUpgrade = query.Bool("AutoMinorVersionUpgrade") ?? instance.AutoMinorVersionUpgrade;
        instance.CopyTagsToSnapshot = query.Bool("CopyTagsToSnapshot") ?? instance.CopyTagsToSnapshot;
        instance.PubliclyAccessible = query.Bool("PubliclyAccessible") ?? instance.PubliclyAccessible;
        instance.IamAuthentication = query.Bool("EnableIAMDatabaseAuthentication") ?? instance.IamAuthentication;
        instance.MonitoringInterval = query.Number("MonitoringInterval") ?? instance.MonitoringInterval;
        instance.MonitoringRoleArn = query["MonitoringRoleArn"] ?? instance.MonitoringRoleArn;
        instance.MaxAllocatedStorage = query.Number("MaxAllocatedStorage") ?? instance.MaxAllocatedStorage;
        instance.CertificateAuthorityId = query["CACertificateIdentifier"] ?? instance.CertificateAuthorityId;
        instance.NetworkType = query["NetworkType"] ?? instance.NetworkType;
        instance.DatabaseInsightsMode = query["DatabaseInsightsMode"] ?? instance.DatabaseInsightsMode;
        if (query.Has("VpcSecurityGroupIds")) instance.SecurityGroupIds = query.Strings("VpcSecurityGroupIds", "VpcSecurityGroupId");
        if (query.Bool("EnablePerformanceInsights") is { } insights)
        {
            instance.PerformanceInsights = insights;
            instance.PerformanceInsightsKmsKeyId = insightsKey;
            instance.PerformanceInsightsRetention = insights ? query.Number("PerformanceInsightsRetentionPeriod") ?? 7 : null;
        }

        if (query["DBParameterGroupName"] is { } group && group != instance.ParameterGroupName)
        {
            instance.ParameterGroupName = region.ParameterGroup(group).Name;
            instance.ParameterApplyStatus = "pending-reboot";
        }

        if (query["DBSubnetGroupName"] is { } subnets) instance.SubnetGroupName = region.SubnetGroup(subnets).Name;
        var disabled = query.Strings("CloudwatchLogsExportConfiguration.DisableLogTypes");
        var enabled = query.Strings("CloudwatchLogsExportConfiguration.EnableLogTypes");
        instance.LogExports = [.. instance.LogExports.Except(disabled).Union(enabled)];
    }

    private static PendingChanges Merge(PendingChanges pending, QueryParameters query) => new()
    {
        Class = query["DBInstanceClass"] ?? pending.Class,
        EngineVersion = query["EngineVersion"] is { } version ? EngineVersions.Resolve(version) : pending.EngineVersion,
        AllocatedStorage = query.Number("AllocatedStorage") ?? pending.AllocatedStorage,
        StorageType = query["StorageType"] ?? pending.StorageType,
        Iops = query.Number("Iops") ?? pending.Iops,
        StorageThroughput = query.Number("StorageThroughput") ?? pending.StorageThroughput,
        MultiAz = query.Bool("MultiAZ") ?? pending.MultiAz,
    };

    private static void ApplyPending(DbInstance instance, PendingChanges pending)
    {
        instance.Class = pending.Class ?? instance.Class;
        instance.EngineVersion = pending.EngineVersion ?? instance.EngineVersion;
        instance.AllocatedStorage = pending.AllocatedStorage ?? instance.AllocatedStorage;
        instance.StorageType = pending.StorageType ?? instance.StorageType;
        instance.Iops = pending.Iops ?? instance.Iops;
        instance.StorageThroughput = pending.StorageThroughput ?? instance.StorageThroughput;
        instance.MultiAz = pending.MultiAz ?? instance.MultiAz;
        instance.Pending = null;
    }

    private static void Rename(RdsRegion region, AwsRequest request, DbInstance instance, string? name)
    {
        if (name is null || name.Equals(instance.Identifier, StringComparison.OrdinalIgnoreCase)) return;
        name = name.ToLowerInvariant();
        if (!region.Instances.TryAdd(name, instance)) throw new AwsException("DBInstanceAlreadyExists", "DB instance already exists");
        region.Instances.Remove(instance.Identifier);
        var arn = request.Arn("rds", "db:" + name);
        if (region.Tags.Remove(instance.Arn, out var tags)) region.Tags[arn] = tags;
        (instance.Identifier, instance.Arn) = (name, arn);
    }
}
