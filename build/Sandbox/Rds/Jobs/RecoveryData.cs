using System.Globalization;
using System.Text.Json.Nodes;
using Notejam.Sandbox.Backup;
using Notejam.Sandbox.Gateway;
using Notejam.Sandbox.Kms;
using Notejam.Sandbox.Rds.Api;
using Notejam.Sandbox.Rds.Model;

namespace Notejam.Sandbox.Rds.Jobs;

/// <summary>RDS's part in AWS Backup: recovery points are snapshots of the type <c>awsbackup</c>.</summary>
internal sealed class RecoveryData(
    RdsStore store, DbInstanceJobs jobs, DbSnapshotCopies copies, DbInstanceOperations instances, ManagedKeys keys, Postgres.PostgresServers servers, TimeProvider time) : IRecoveryData
{
    // What a restore may be told, and the parameter of RDS that takes it.
    private static readonly string[] PlainMetadata =
    [
        "DBInstanceIdentifier", "DBInstanceClass", "DBSubnetGroupName", "DBParameterGroupName", "OptionGroupName", "AvailabilityZone", "MultiAZ", "PubliclyAccessible",
        "DeletionProtection", "AutoMinorVersionUpgrade", "CopyTagsToSnapshot", "StorageType", "Iops", "Port", "EnableIAMDatabaseAuthentication", "LicenseModel", "NetworkType",
    ];

    /// <inheritdoc />
    public IReadOnlyDictionary<string, IReadOnlyDictionary<string, string>> Resources(string region) =>
        store.Read(region, all => all.Instances.Values.ToDictionary(instance => instance.Arn, instance => RdsTags.Of(all, instance.Arn)));

    /// <inheritdoc />
    public bool? IsAvailable(string resourceArn) =>
        store.Read<bool?>(RegionOf(resourceArn), all => Find(all, resourceArn) is { } instance ? instance.Status is "available" : null);

    /// <inheritdoc />
    public string? FailureOf(string resourceArn) =>
        store.Read(RegionOf(resourceArn), all => Find(all, resourceArn) is { Status: "failed" } instance ? instance.StatusMessage ?? "The instance failed." : null);

    /// <inheritdoc />
    public async Task TakeAsync(string resourceArn, string recoveryPointArn, CancellationToken cancellationToken)
    {
        var region = RegionOf(resourceArn);
        var instance = store.Read(region, all => all.Instance(resourceArn));
        if (instance.KmsKeyId is { } key) await keys.DemandUsableAsync(region, key, cancellationToken);
        var name = RdsLookups.NameOf(recoveryPointArn);
        store.Change(region, all =>
        {
            DbInstanceRules.CheckAvailable(instance);
            instance.Status = "backing-up";
            return DbSnapshotOperations.Add(all, recoveryPointArn, instance, name, time.GetUtcNow(), DbSnapshotOperations.AwsBackupType);
        });
        _ = jobs.TakeSnapshot(region, instance.ResourceId, name);
    }

    /// <inheritdoc />
    public async Task CopyAsync(string recoveryPointArn, string copyArn, string keyArn, CancellationToken cancellationToken)
    {
        var (from, to) = (RegionOf(recoveryPointArn), RegionOf(copyArn));
        var source = store.Read(from, all => all.Snapshot(recoveryPointArn));
        if (source.EffectiveKey is { } key) await keys.DemandUsableAsync(from, key, cancellationToken);
        await keys.DemandUsableAsync(to, keyArn, cancellationToken);
        var tags = store.Read(from, all => RdsTags.Of(all, source.Arn));
        var copy = new DbSnapshot
        {
            Identifier = RdsLookups.NameOf(copyArn),
            Arn = copyArn,
            Folder = Guid.NewGuid().ToString("N"),
            Status = "creating",
            Type = DbSnapshotOperations.AwsBackupType,
            CreatedAt = time.GetUtcNow(),
            KmsKeyId = source.EffectiveKey is null ? null : keyArn,
            SourceArn = source.Arn,
            Source = source.Source,
        };
        store.Change(to, all =>
        {
            all.Tags[copyArn] = new SortedDictionary<string, string>(tags.ToDictionary());
            return all.Snapshots.TryAdd(copy.Identifier, copy);
        });
        _ = copies.Start(to, copy.Identifier);
    }

    /// <inheritdoc />
    public RecoveryDataState? Describe(string recoveryPointArn) => store.Read(RegionOf(recoveryPointArn), all =>
        all.Snapshots.GetValueOrDefault(RdsLookups.NameOf(recoveryPointArn)) is { } snapshot
            ? new RecoveryDataState(snapshot.Status, snapshot.StatusMessage, snapshot.SizeInBytes ?? 0, snapshot.EffectiveKey)
            : null);

    /// <inheritdoc />
    public IReadOnlyDictionary<string, string> RestoreMetadata(string recoveryPointArn) => store.Read(RegionOf(recoveryPointArn), all =>
    {
        var source = all.Snapshot(recoveryPointArn).Source;
        var metadata = new SortedDictionary<string, string>(StringComparer.Ordinal)
        {
            ["AllocatedStorage"] = Text(source.AllocatedStorage),
            ["AutoMinorVersionUpgrade"] = Text(source.AutoMinorVersionUpgrade),
            ["AvailabilityZone"] = source.AvailabilityZone,
            ["CopyTagsToSnapshot"] = Text(source.CopyTagsToSnapshot),
            ["DBInstanceClass"] = source.Class,
            ["DBInstanceIdentifier"] = source.Identifier,
            ["DBParameterGroupName"] = source.ParameterGroupName,
            ["DeletionProtection"] = Text(source.DeletionProtection),
            ["EnableIAMDatabaseAuthentication"] = Text(source.IamAuthentication),
            ["Engine"] = source.Engine,
            ["EngineVersion"] = source.EngineVersion,
            ["LicenseModel"] = source.LicenseModel,
            ["MultiAZ"] = Text(source.MultiAz),
            ["OptionGroupName"] = $"default:postgres-{source.EngineVersion.Split('.')[0]}",
            ["Port"] = Text(source.Port),
            ["PubliclyAccessible"] = Text(source.PubliclyAccessible),
            ["StorageType"] = source.StorageType,
            ["VpcSecurityGroupIds"] = new JsonArray([.. source.SecurityGroupIds.Select(id => (JsonNode)id)]).ToJsonString(),
        };
        if (source.SubnetGroupName is { } subnets) metadata["DBSubnetGroupName"] = subnets;
        return metadata;
    });

    /// <inheritdoc />
    public async Task<string> RestoreAsync(
        string recoveryPointArn, IReadOnlyDictionary<string, string> metadata, IReadOnlyDictionary<string, string> tags, CancellationToken cancellationToken)
    {
        var parameters = PlainMetadata.Where(metadata.ContainsKey).ToDictionary(name => name, name => metadata[name]);
        parameters["DBSnapshotIdentifier"] = RdsLookups.NameOf(recoveryPointArn);
        foreach (var (index, id) in GroupsOf(metadata).Index())
            parameters[string.Create(CultureInfo.InvariantCulture, $"VpcSecurityGroupIds.VpcSecurityGroupId.{index + 1}")] = id;
        foreach (var (index, (key, value)) in tags.Index())
        {
            parameters[string.Create(CultureInfo.InvariantCulture, $"Tags.Tag.{index + 1}.Key")] = key;
            parameters[string.Create(CultureInfo.InvariantCulture, $"Tags.Tag.{index + 1}.Value")] = value;
        }

        var request = new AwsRequest
        {
            Region = RegionOf(recoveryPointArn),
            Service = "rds",
            Operation = "RestoreDBInstanceFromDBSnapshot",
            Protocol = AwsProtocol.Query,
            Body = [],
            PathAndQuery = "/",
            Query = new QueryParameters(parameters),
        };
        await instances.RestoreAsync(request, cancellationToken);
        return request.Arn("rds", "db:" + metadata["DBInstanceIdentifier"].ToLowerInvariant());
    }

    /// <inheritdoc />
    public void DeleteResource(string resourceArn)
    {
        var region = RegionOf(resourceArn);
        var resourceId = store.Change(region, all =>
        {
            if (Find(all, resourceArn) is not { } instance) return null;
            instance.Status = "deleting";
            return instance.ResourceId;
        });
        if (resourceId is not null) _ = jobs.Remove(region, resourceId);
    }

    /// <inheritdoc />
    public void Delete(string recoveryPointArn)
    {
        var folder = store.Change(RegionOf(recoveryPointArn), all =>
        {
            all.Tags.Remove(recoveryPointArn);
            return all.Snapshots.Remove(RdsLookups.NameOf(recoveryPointArn), out var snapshot) ? snapshot.Folder : null;
        });
        if (folder is not null) servers.DeleteBackup(folder);
    }

    private static DbInstance? Find(RdsRegion region, string arn) => region.Instances.Values.FirstOrDefault(instance => instance.Arn == arn);

    private static string RegionOf(string arn) => arn.Split(':') is { Length: > 6 } parts ? parts[3] : throw new AwsException("InvalidParameterValueException", $"Invalid ARN {arn}.");

    private static IEnumerable<string> GroupsOf(IReadOnlyDictionary<string, string> metadata) =>
        metadata.TryGetValue("VpcSecurityGroupIds", out var list) && list.Length > 0 ? JsonNode.Parse(list)!.AsArray().Select(id => id!.GetValue<string>()) : [];

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);

    private static string Text(bool truth) => truth ? "true" : "false";
}
