using System.Security.Cryptography;
using System.Xml.Linq;
using Notejam.Sandbox.Gateway;
using Notejam.Sandbox.Gateway.Operations;
using Notejam.Sandbox.Kms;
using Notejam.Sandbox.Rds.Jobs;
using Notejam.Sandbox.Rds.Model;

namespace Notejam.Sandbox.Rds.Api;

/// <summary>Instances: create, describe, delete, reboot.</summary>
internal sealed class DbInstanceOperations(
    RdsStore store, SandboxOptions options, DbInstanceJobs jobs, DatabasePorts ports, ManagedKeys keys, MasterSecrets secrets, TimeProvider time) : IOperations
{
    private const string ResourceIdLetters = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";

    /// <inheritdoc />
    public IEnumerable<Operation> Operations =>
    [
        new("CreateDBInstance", CreateAsync),
        new("DescribeDBInstances", DescribeAsync),
        new("RebootDBInstance", RebootAsync),
        new("DeleteDBInstance", DeleteAsync),
        new("RestoreDBInstanceFromDBSnapshot", RestoreAsync),
    ];

    /// <summary>CreateDBInstance.</summary>
    public async Task<AwsResponse> CreateAsync(AwsRequest request, CancellationToken cancellationToken)
    {
        var query = request.Query;
        DbInstanceRules.CheckNew(query);
        var version = EngineVersions.Resolve(query["EngineVersion"]);
        var user = query.Required("MasterUsername");
        var managed = query.Bool("ManageMasterUserPassword") == true;
        if (!managed) DbInstanceRules.CheckPassword(query.Required("MasterUserPassword"));
        store.Read(request.Region, region => CheckReferences(region, query));

        var instance = await NewAsync(request, version, user, query["DBName"], source: null, cancellationToken);
        if (managed) await ManagePasswordAsync(request, instance, cancellationToken);
        else instance.InitialPassword = query["MasterUserPassword"];
        return Add(request, instance);
    }

    /// <summary>RestoreDBInstanceFromDBSnapshot.</summary>
    public async Task<AwsResponse> RestoreAsync(AwsRequest request, CancellationToken cancellationToken)
    {
        var query = request.Query;
        DbInstanceRules.CheckIdentifier(query.Required("DBInstanceIdentifier"));
        var snapshot = store.Read(request.Region, region =>
        {
            CheckReferences(region, query);
            return region.Snapshot(query.Required("DBSnapshotIdentifier"));
        });
        if (snapshot.Status != "available")
            throw new AwsException("InvalidDBSnapshotState", $"The DB snapshot {snapshot.Identifier} is {snapshot.Status}, not available.");
        if (snapshot.EffectiveKey is { } key) await keys.DemandUsableAsync(request.Region, key, cancellationToken);
        var source = snapshot.Source;
        var instance = await NewAsync(request, source.EngineVersion, source.MasterUsername, source.DatabaseName, snapshot, cancellationToken);
        if (query.Bool("ManageMasterUserPassword") == true) await ManagePasswordAsync(request, instance, cancellationToken);
        return Add(request, instance);
    }

    /// <summary>DescribeDBInstances.</summary>
    public Task<AwsResponse> DescribeAsync(AwsRequest request, CancellationToken cancellationToken) => Task.FromResult(store.Read(request.Region, region =>
    {
        var found = OneOrAll.Of(request.Query["DBInstanceIdentifier"], region.Instance, region.Instances.Values)
            .Where(instance => Matches(instance, request.Query));
        return AwsResponse.Xml(request, RdsXml.Namespace,
            AwsXml.List("DBInstances", found, instance => DbInstanceXml.Write(instance, region, options)));
    }));

    /// <summary>RebootDBInstance.</summary>
    public Task<AwsResponse> RebootAsync(AwsRequest request, CancellationToken cancellationToken)
    {
        var (response, resourceId) = store.Change(request.Region, region =>
        {
            var instance = region.Instance(request.Query.Required("DBInstanceIdentifier"));
            DbInstanceRules.CheckAvailable(instance);
            instance.Status = "rebooting";
            return (Answer(request, region, instance), instance.ResourceId);
        });
        _ = jobs.Converge(request.Region, resourceId, restart: true);
        return Task.FromResult(response);
    }

    /// <summary>DeleteDBInstance.</summary>
    public Task<AwsResponse> DeleteAsync(AwsRequest request, CancellationToken cancellationToken)
    {
        var (response, resourceId) = store.Change(request.Region, region =>
        {
            var instance = region.Instance(request.Query.Required("DBInstanceIdentifier"));
            DbInstanceRules.CheckDeletable(instance, request.Query);
            // There is nothing to keep of an instance that never served.
            if (request.Query["FinalDBSnapshotIdentifier"] is { } final && !instance.NeverServed)
            {
                instance.FinalSnapshot = final.ToLowerInvariant();
                DbSnapshotOperations.Add(region, request.Arn("rds", "snapshot:" + instance.FinalSnapshot), instance, instance.FinalSnapshot, time.GetUtcNow());
            }

            instance.Status = "deleting";
            return (Answer(request, region, instance), instance.ResourceId);
        });
        _ = jobs.Remove(request.Region, resourceId);
        return Task.FromResult(response);
    }

    private AwsResponse Add(AwsRequest request, DbInstance instance)
    {
        var response = store.Change(request.Region, region =>
        {
            if (!region.Instances.TryAdd(instance.Identifier, instance))
                throw new AwsException("DBInstanceAlreadyExists", "DB instance already exists");
            RdsTags.Set(region, instance.Arn, request.Query);
            return Answer(request, region, instance);
        });
        _ = jobs.Converge(request.Region, instance.ResourceId);
        return response;
    }

    private async Task<DbInstance> NewAsync(
        AwsRequest request, string version, string user, string? database, DbSnapshot? source, CancellationToken cancellationToken)
    {
        var query = request.Query;
        var identifier = query.Required("DBInstanceIdentifier").ToLowerInvariant();
        if (store.Read(request.Region, region => region.Instances.ContainsKey(identifier)))
            throw new AwsException("DBInstanceAlreadyExists", "DB instance already exists");
        var encrypted = source?.Source.StorageEncrypted ?? query.Bool("StorageEncrypted") == true;
        var insights = query.Bool("EnablePerformanceInsights") == true;
        return new DbInstance
        {
            Identifier = identifier,
            ResourceId = "db-" + RandomNumberGenerator.GetString(ResourceIdLetters, 26),
            Arn = request.Arn("rds", "db:" + identifier),
            Status = "creating",
            Class = query["DBInstanceClass"] ?? source?.Source.Class ?? throw Missing("DBInstanceClass"),
            Engine = EngineVersions.Postgres,
            EngineVersion = version,
            MasterUsername = user,
            DatabaseName = database,
            Port = ports.Next(query.Number("Port")),
            CreatedAt = time.GetUtcNow(),
            AllocatedStorage = query.Number("AllocatedStorage") ?? source?.Source.AllocatedStorage ?? throw Missing("AllocatedStorage"),
            MaxAllocatedStorage = query.Number("MaxAllocatedStorage"),
            StorageType = query["StorageType"] ?? source?.Source.StorageType ?? "gp2",
            Iops = query.Number("Iops") ?? (query["StorageType"] == "gp3" ? 3000 : null),
            StorageThroughput = query.Number("StorageThroughput") ?? (query["StorageType"] == "gp3" ? 125 : null),
            StorageEncrypted = encrypted,
            KmsKeyId = !encrypted ? null : source?.EffectiveKey
                ?? await keys.ResolveAsync(request.Region, query["KmsKeyId"] ?? "alias/aws/rds", cancellationToken),
            MultiAz = query.Bool("MultiAZ") == true,
            AvailabilityZone = query["AvailabilityZone"] ?? ZoneOf(request),
            SubnetGroupName = query["DBSubnetGroupName"]?.ToLowerInvariant(),
            ParameterGroupName = query["DBParameterGroupName"]?.ToLowerInvariant() ?? source?.Source.ParameterGroupName ?? "default." + EngineVersions.Family(version),
            SecurityGroupIds = query.Strings("VpcSecurityGroupIds", "VpcSecurityGroupId"),
            BackupRetentionPeriod = query.Number("BackupRetentionPeriod") ?? source?.Source.BackupRetentionPeriod ?? 1,
            BackupWindow = query["PreferredBackupWindow"] ?? "02:00-02:30",
            MaintenanceWindow = query["PreferredMaintenanceWindow"]?.ToLowerInvariant() ?? "sun:04:00-sun:04:30",
            AutoMinorVersionUpgrade = query.Bool("AutoMinorVersionUpgrade") ?? true,
            PubliclyAccessible = query.Bool("PubliclyAccessible") ?? false,
            CopyTagsToSnapshot = query.Bool("CopyTagsToSnapshot") ?? false,
            DeletionProtection = query.Bool("DeletionProtection") ?? false,
            IamAuthentication = query.Bool("EnableIAMDatabaseAuthentication") ?? false,
            MonitoringInterval = query.Number("MonitoringInterval") ?? 0,
            MonitoringRoleArn = query["MonitoringRoleArn"],
            PerformanceInsights = insights,
            PerformanceInsightsKmsKeyId = insights
                ? await keys.ResolveAsync(request.Region, query["PerformanceInsightsKMSKeyId"] ?? "alias/aws/rds", cancellationToken)
                : null,
            PerformanceInsightsRetention = insights ? query.Number("PerformanceInsightsRetentionPeriod") ?? 7 : null,
            DatabaseInsightsMode = query["DatabaseInsightsMode"],
            LogExports = query.Strings("EnableCloudwatchLogsExports"),
            CertificateAuthorityId = query["CACertificateIdentifier"] ?? "rds-ca-rsa2048-g1",
            NetworkType = query["NetworkType"] ?? "IPV4",
            LicenseModel = query["LicenseModel"] ?? "postgresql-license",
            SourceSnapshotFolder = source?.Folder,
        };
    }

    private async Task ManagePasswordAsync(AwsRequest request, DbInstance instance, CancellationToken cancellationToken)
    {
        instance.MasterSecretKmsKeyId = await keys.ResolveAsync(
            request.Region, request.Query["MasterUserSecretKmsKeyId"] ?? "alias/aws/secretsmanager", cancellationToken);
        (instance.InitialPassword, instance.MasterSecretArn) = await secrets.CreateAsync(
            request.Region, instance.MasterUsername, instance.Arn, instance.MasterSecretKmsKeyId, cancellationToken);
    }

    private string ZoneOf(AwsRequest request) => store.Read(request.Region, region =>
        request.Query["DBSubnetGroupName"] is { } name ? region.SubnetGroup(name).Subnets[0].Zone : request.Region + "a");

    private static bool CheckReferences(RdsRegion region, QueryParameters query)
    {
        if (query["DBSubnetGroupName"] is { } subnets) region.SubnetGroup(subnets);
        if (query["DBParameterGroupName"] is { } parameters) region.ParameterGroup(parameters);
        return true;
    }

    private static bool Matches(DbInstance instance, QueryParameters query) => query.Structures("Filters", "Filter").All(filter =>
    {
        var values = filter.Strings("Values", "Value");
        return filter["Name"] switch
        {
            "db-instance-id" => values.Contains(instance.Identifier) || values.Contains(instance.Arn),
            "dbi-resource-id" => values.Contains(instance.ResourceId),
            "engine" => values.Contains(instance.Engine),
            var other => throw new AwsException("InvalidParameterValue", $"Unrecognized filter name: {other}"),
        };
    });

    private AwsResponse Answer(AwsRequest request, RdsRegion region, DbInstance instance) =>
        AwsResponse.Xml(request, RdsXml.Namespace, (XElement)DbInstanceXml.Write(instance, region, options));

    private static AwsException Missing(string name) => new("MissingParameter", $"The request must contain the parameter {name}");
}
