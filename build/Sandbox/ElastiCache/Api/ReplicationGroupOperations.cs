using System.Security.Cryptography;
using Notejam.Sandbox.ElastiCache.Model;
using Notejam.Sandbox.ElastiCache.Redis;
using Notejam.Sandbox.Gateway;
using Notejam.Sandbox.Gateway.Operations;
using Notejam.Sandbox.Kms;
using Notejam.Sandbox.Rds.Api;

namespace Notejam.Sandbox.ElastiCache.Api;

/// <summary>Replication groups: create, describe, modify, delete.</summary>
internal sealed class ReplicationGroupOperations(
    ElastiCacheStore store, CacheAddresses addresses, ReplicationGroupJobs jobs, ManagedKeys keys, TimeProvider time) : IOperations
{
    private const int RedisPort = 6379;

    /// <inheritdoc />
    public IEnumerable<Operation> Operations =>
    [
        new("CreateReplicationGroup", CreateAsync),
        new("DescribeReplicationGroups", DescribeAsync),
        new("DescribeCacheClusters", DescribeMembersAsync),
        new("ModifyReplicationGroup", ModifyAsync),
        new("IncreaseReplicaCount", ResizeAsync),
        new("DecreaseReplicaCount", ResizeAsync),
        new("DeleteReplicationGroup", DeleteAsync),
    ];

    /// <summary>CreateReplicationGroup.</summary>
    public async Task<AwsResponse> CreateAsync(AwsRequest request, CancellationToken cancellationToken)
    {
        var query = request.Query;
        ReplicationGroupRules.CheckNew(query);
        var kmsKey = query["KmsKeyId"] is { } key ? await keys.ResolveAsync(request.Region, key, cancellationToken) : null;
        var group = store.Change(request.Region, region =>
        {
            var created = New(request, region, kmsKey);
            if (!region.Groups.TryAdd(created.Id, created))
                throw new AwsException("ReplicationGroupAlreadyExists", $"Replication group with specified id already exists: {created.Id}");
            ElastiCacheTags.Set(region, created.Arn, query);
            return created;
        });
        // Described before the job starts: it says creating.
        var response = Answer(request, group);
        _ = jobs.Converge(group);
        return response;
    }

    /// <summary>DescribeReplicationGroups.</summary>
    public Task<AwsResponse> DescribeAsync(AwsRequest request, CancellationToken cancellationToken) => Task.FromResult(store.Read(request.Region, region =>
        AwsResponse.Xml(request, ElastiCacheXml.Namespace, AwsXml.List("ReplicationGroups",
            OneOrAll.Of(request.Query["ReplicationGroupId"], region.Group, region.Groups.Values), ReplicationGroupXml.Write))));

    /// <summary>DescribeCacheClusters: the members of replication groups.</summary>
    public Task<AwsResponse> DescribeMembersAsync(AwsRequest request, CancellationToken cancellationToken) => Task.FromResult(store.Read(request.Region, region =>
    {
        var wanted = request.Query["CacheClusterId"];
        var members = region.Groups.Values
            .SelectMany(group => group.MemberIds().Where(id => wanted is null || id == wanted).Select(id => ReplicationGroupXml.WriteMember(group, id)))
            .ToList();
        if (wanted is not null && members.Count == 0) throw new AwsException("CacheClusterNotFound", $"CacheCluster not found: {wanted}", 404);
        if (request.Query.Bool("ShowCacheClustersNotInReplicationGroups") == true) members.Clear();
        return AwsResponse.Xml(request, ElastiCacheXml.Namespace, AwsXml.List("CacheClusters", members, member => member));
    }));

    /// <summary>ModifyReplicationGroup. Tokens are changed as it runs; what else the server has to know is a new configuration: it restarts.</summary>
    public Task<AwsResponse> ModifyAsync(AwsRequest request, CancellationToken cancellationToken)
    {
        var (group, restart) = store.Change(request.Region, region =>
        {
            var found = Available(region, request);
            var before = ServerSettings(found);
            ReplicationGroupRules.Apply(region, found, request.Query, time.GetUtcNow());
            found.Status = "modifying";
            return (found, before != ServerSettings(found));
        });
        var response = Answer(request, group);
        _ = jobs.Converge(group, restart);
        return Task.FromResult(response);
    }

    /// <summary>IncreaseReplicaCount and DecreaseReplicaCount.</summary>
    public Task<AwsResponse> ResizeAsync(AwsRequest request, CancellationToken cancellationToken)
    {
        var group = store.Change(request.Region, region =>
        {
            var found = Available(region, request);
            found.Members = (request.Query.Number("NewReplicaCount") ?? found.Members - 1) + 1;
            found.Status = "modifying";
            return found;
        });
        var response = Answer(request, group);
        _ = jobs.Converge(group);
        return Task.FromResult(response);
    }

    /// <summary>DeleteReplicationGroup.</summary>
    public Task<AwsResponse> DeleteAsync(AwsRequest request, CancellationToken cancellationToken)
    {
        var group = store.Change(request.Region, region =>
        {
            var found = region.Group(request.Query.Required("ReplicationGroupId"));
            found.Status = "deleting";
            return found;
        });
        var response = Answer(request, group);
        _ = jobs.Remove(group);
        return Task.FromResult(response);
    }

    private ReplicationGroup New(AwsRequest request, ElastiCacheRegion region, string? kmsKey)
    {
        var query = request.Query;
        var id = query.Required("ReplicationGroupId").ToLowerInvariant();
        if (query["CacheSubnetGroupName"] is { } subnets) region.SubnetGroup(subnets);
        var engine = query["Engine"] ?? "redis";
        var version = CacheEngines.Resolve(engine, query["EngineVersion"]);
        var encrypted = query.Bool("TransitEncryptionEnabled") == true;
        return new ReplicationGroup
        {
            Id = id,
            Region = request.Region,
            Arn = request.Arn("elasticache", "replicationgroup:" + id),
            Status = "creating",
            Description = query.Required("ReplicationGroupDescription"),
            Engine = engine,
            EngineVersion = version,
            NodeType = query["CacheNodeType"] ?? "cache.t4g.micro",
            Members = query.Number("NumCacheClusters") ?? 1 + (query.Number("ReplicasPerNodeGroup") ?? 0),
            AutomaticFailover = query.Bool("AutomaticFailoverEnabled") == true,
            MultiAz = query.Bool("MultiAZEnabled") == true,
            Endpoint = addresses.Choose(query.Number("Port") ?? RedisPort),
            TransitEncryption = encrypted,
            TransitEncryptionMode = encrypted ? query["TransitEncryptionMode"] ?? "required" : null,
            AtRestEncryption = query.Bool("AtRestEncryptionEnabled") == true,
            KmsKeyId = kmsKey,
            Tokens = query["AuthToken"] is { } token ? AuthTokens.Of(token) : AuthTokens.None,
            AdminPassword = RandomNumberGenerator.GetHexString(32),
            AuthTokenModifiedAt = query["AuthToken"] is null ? null : time.GetUtcNow(),
            SubnetGroupName = query["CacheSubnetGroupName"]?.ToLowerInvariant(),
            ParameterGroupName = region.ParameterGroup(query["CacheParameterGroupName"] ?? "default." + CacheEngines.Family(engine, version)).Name,
            SecurityGroupIds = query.Strings("SecurityGroupIds", "SecurityGroupId"),
            SnapshotRetention = query.Number("SnapshotRetentionLimit") ?? 0,
            SnapshotWindow = query["SnapshotWindow"] ?? "05:00-06:00",
            MaintenanceWindow = query["PreferredMaintenanceWindow"]?.ToLowerInvariant() ?? "sun:06:00-sun:07:00",
            AutoMinorVersionUpgrade = query.Bool("AutoMinorVersionUpgrade") ?? true,
            LogDeliveries = ReplicationGroupRules.LogDeliveries([], query),
            CreatedAt = time.GetUtcNow(),
        };
    }

    private static ReplicationGroup Available(ElastiCacheRegion region, AwsRequest request)
    {
        var group = region.Group(request.Query.Required("ReplicationGroupId"));
        return group.Status is "available" or "create-failed"
            ? group
            : throw new AwsException("InvalidReplicationGroupState", $"Replication group {group.Id} is not available: it is {group.Status}.");
    }

    // Tokens are changed while the server runs.
    private static (string Parameters, bool Encryption) ServerSettings(ReplicationGroup group) => (group.ParameterGroupName, group.TransitEncryption);

    private static AwsResponse Answer(AwsRequest request, ReplicationGroup group) =>
        AwsResponse.Xml(request, ElastiCacheXml.Namespace, ReplicationGroupXml.Write(group));
}
