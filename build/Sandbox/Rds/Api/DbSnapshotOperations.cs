using System.Xml.Linq;
using Notejam.Sandbox.Gateway;
using Notejam.Sandbox.Gateway.Operations;
using Notejam.Sandbox.Rds.Jobs;
using Notejam.Sandbox.Rds.Model;
using Notejam.Sandbox.Rds.Postgres;
using static Notejam.Sandbox.Gateway.AwsXml;

namespace Notejam.Sandbox.Rds.Api;

/// <summary>Snapshots: create, describe, delete.</summary>
internal sealed class DbSnapshotOperations(RdsStore store, DbInstanceJobs jobs, PostgresServers servers, TimeProvider time) : IOperations
{
    /// <inheritdoc />
    public IEnumerable<Operation> Operations =>
    [
        new("CreateDBSnapshot", CreateAsync),
        new("DescribeDBSnapshots", DescribeAsync),
        new("DescribeDBSnapshotAttributes", DescribeAttributesAsync),
        new("DeleteDBSnapshot", DeleteAsync),
    ];

    /// <summary>The type of the snapshots that AWS Backup makes.</summary>
    public const string AwsBackupType = "awsbackup";

    /// <summary>Notes a snapshot that is to be made of an instance as it is now.</summary>
    public static DbSnapshot Add(RdsRegion region, string arn, DbInstance instance, string name, DateTimeOffset now, string type = "manual")
    {
        var snapshot = new DbSnapshot
        {
            Identifier = name,
            Arn = arn,
            Folder = Guid.NewGuid().ToString("N"),
            Status = "creating",
            Type = type,
            CreatedAt = now,
            Source = instance.Copy(),
        };
        if (!region.Snapshots.TryAdd(name, snapshot))
            throw new AwsException("DBSnapshotAlreadyExists", $"Cannot create the snapshot because a snapshot with the identifier {name} already exists.");
        if (instance.CopyTagsToSnapshot && region.Tags.TryGetValue(instance.Arn, out var tags))
            region.Tags[snapshot.Arn] = new SortedDictionary<string, string>(tags);
        return snapshot;
    }

    /// <summary>CreateDBSnapshot.</summary>
    public Task<AwsResponse> CreateAsync(AwsRequest request, CancellationToken cancellationToken)
    {
        var name = request.Query.Required("DBSnapshotIdentifier").ToLowerInvariant();
        DbInstanceRules.CheckIdentifier(name);
        var (response, resourceId) = store.Change(request.Region, region =>
        {
            var instance = region.Instance(request.Query.Required("DBInstanceIdentifier"));
            DbInstanceRules.CheckAvailable(instance);
            var snapshot = Add(region, request.Arn("rds", "snapshot:" + name), instance, name, time.GetUtcNow());
            RdsTags.Set(region, snapshot.Arn, request.Query);
            instance.Status = "backing-up";
            return (AwsResponse.Xml(request, RdsXml.Namespace, Write(region, snapshot)), instance.ResourceId);
        });
        _ = jobs.TakeSnapshot(request.Region, resourceId, name);
        return Task.FromResult(response);
    }

    /// <summary>DescribeDBSnapshots.</summary>
    public Task<AwsResponse> DescribeAsync(AwsRequest request, CancellationToken cancellationToken) => Task.FromResult(store.Read(request.Region, region =>
    {
        var query = request.Query;
        var found = OneOrAll.Of(query["DBSnapshotIdentifier"], region.Snapshot, region.Snapshots.Values)
            .Where(snapshot => query["DBInstanceIdentifier"] is not { } instance || snapshot.Source.Identifier.Equals(instance, StringComparison.OrdinalIgnoreCase))
            .Where(snapshot => IsAsked(snapshot, query));
        return AwsResponse.Xml(request, RdsXml.Namespace, List("DBSnapshots", found, snapshot => Write(region, snapshot)));
    }));

    /// <summary>DeleteDBSnapshot.</summary>
    public Task<AwsResponse> DeleteAsync(AwsRequest request, CancellationToken cancellationToken)
    {
        var (response, folder) = store.Change(request.Region, region =>
        {
            var snapshot = region.Snapshot(request.Query.Required("DBSnapshotIdentifier"));
            if (snapshot.Status == "creating")
                throw new AwsException("InvalidDBSnapshotState", $"The snapshot {snapshot.Identifier} is still being created.");
            if (snapshot.Type == AwsBackupType)
                throw new AwsException("InvalidDBSnapshotState", $"The snapshot {snapshot.Identifier} belongs to AWS Backup: delete its recovery point.");
            if (region.Instances.Values.Any(instance => instance.Status == "creating" && instance.SourceSnapshotFolder == snapshot.Folder))
                throw new AwsException("InvalidDBSnapshotState", $"The snapshot {snapshot.Identifier} is being restored.");
            var answer = AwsResponse.Xml(request, RdsXml.Namespace, Write(region, snapshot));
            region.Snapshots.Remove(snapshot.Identifier);
            region.Tags.Remove(snapshot.Arn);
            return (answer, snapshot.Folder);
        });
        servers.DeleteBackup(folder);
        return Task.FromResult(response);
    }

    /// <summary>DescribeDBSnapshotAttributes: nothing is shared.</summary>
    public Task<AwsResponse> DescribeAttributesAsync(AwsRequest request, CancellationToken cancellationToken) => Task.FromResult(store.Read(request.Region, region =>
        AwsResponse.Xml(request, RdsXml.Namespace, new XElement("DBSnapshotAttributesResult",
            Value("DBSnapshotIdentifier", region.Snapshot(request.Query.Required("DBSnapshotIdentifier")).Identifier),
            new XElement("DBSnapshotAttributes", new XElement("DBSnapshotAttribute",
                Value("AttributeName", "restore"), new XElement("AttributeValues")))))));

    // Recovery points are told only to who asks for them, by type or by name.
    private static bool IsAsked(DbSnapshot snapshot, QueryParameters query) => query["SnapshotType"] is { } type
        ? snapshot.Type == type
        : snapshot.Type != AwsBackupType || query["DBSnapshotIdentifier"] is not null;

    private static XElement Write(RdsRegion region, DbSnapshot snapshot) => new("DBSnapshot",
        Value("DBSnapshotIdentifier", snapshot.Identifier),
        Value("DBSnapshotArn", snapshot.Arn),
        Value("DBInstanceIdentifier", snapshot.Source.Identifier),
        Value("DbiResourceId", snapshot.Source.ResourceId),
        Value("SnapshotCreateTime", snapshot.CreatedAt),
        Value("OriginalSnapshotCreateTime", snapshot.OriginalCreatedAt ?? snapshot.CreatedAt),
        Value("SnapshotDatabaseTime", snapshot.DatabaseTime),
        Value("InstanceCreateTime", snapshot.Source.CreatedAt),
        Value("Status", snapshot.Status),
        Value("PercentProgress", snapshot.Status == "available" ? 100 : 0),
        Value("SnapshotType", snapshot.Type),
        Value("SnapshotTarget", "region"),
        Value("Engine", snapshot.Source.Engine),
        Value("EngineVersion", snapshot.Source.EngineVersion),
        Value("LicenseModel", snapshot.Source.LicenseModel),
        Value("MasterUsername", snapshot.Source.MasterUsername),
        Value("AllocatedStorage", snapshot.Source.AllocatedStorage),
        Value("StorageType", snapshot.Source.StorageType),
        Value("Iops", snapshot.Source.Iops),
        Value("Encrypted", snapshot.Source.StorageEncrypted),
        Value("KmsKeyId", snapshot.EffectiveKey),
        Value("SourceDBSnapshotIdentifier", snapshot.SourceArn),
        Value("SourceRegion", snapshot.SourceArn?.Split(':')[3]),
        Value("Port", snapshot.Source.Port),
        Value("AvailabilityZone", snapshot.Source.AvailabilityZone),
        Value("VpcId", region.SubnetGroups.GetValueOrDefault(snapshot.Source.SubnetGroupName ?? "")?.VpcId),
        Value("OptionGroupName", $"default:postgres-{snapshot.Source.EngineVersion.Split('.')[0]}"),
        Value("IAMDatabaseAuthenticationEnabled", snapshot.Source.IamAuthentication),
        Tags("TagList", RdsTags.Of(region, snapshot.Arn)));
}
