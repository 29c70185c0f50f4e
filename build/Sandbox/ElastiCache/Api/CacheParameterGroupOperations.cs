using System.Xml.Linq;
using Notejam.Sandbox.ElastiCache.Model;
using Notejam.Sandbox.ElastiCache.Redis;
using Notejam.Sandbox.Gateway;
using Notejam.Sandbox.Gateway.Operations;
using Notejam.Sandbox.Rds.Api;
using static Notejam.Sandbox.Gateway.AwsXml;

namespace Notejam.Sandbox.ElastiCache.Api;

/// <summary>Parameter groups: create, modify, reset, describe, delete.</summary>
internal sealed class CacheParameterGroupOperations(ElastiCacheStore store, ReplicationGroupJobs jobs) : IOperations
{
    /// <inheritdoc />
    public IEnumerable<Operation> Operations =>
    [
        new("CreateCacheParameterGroup", CreateAsync),
        new("ModifyCacheParameterGroup", ModifyAsync),
        new("ResetCacheParameterGroup", ModifyAsync),
        new("DescribeCacheParameterGroups", DescribeGroupsAsync),
        new("DescribeCacheParameters", DescribeParametersAsync),
        new("DeleteCacheParameterGroup", DeleteAsync),
    ];

    /// <summary>CreateCacheParameterGroup.</summary>
    public Task<AwsResponse> CreateAsync(AwsRequest request, CancellationToken cancellationToken) => Task.FromResult(store.Change(request.Region, region =>
    {
        var name = request.Query.Required("CacheParameterGroupName").ToLowerInvariant();
        var group = new CacheParameterGroup
        {
            Name = name,
            Arn = request.Arn("elasticache", "parametergroup:" + name),
            Family = request.Query.Required("CacheParameterGroupFamily"),
            Description = request.Query["Description"] ?? "",
        };
        if (!region.ParameterGroups.TryAdd(name, group))
            throw new AwsException("CacheParameterGroupAlreadyExists", $"Cache parameter group {name} already exists.");
        ElastiCacheTags.Set(region, group.Arn, request.Query);
        return AwsResponse.Xml(request, ElastiCacheXml.Namespace, Write(group));
    }));

    /// <summary>ModifyCacheParameterGroup and ResetCacheParameterGroup. Servers of the group restart with the new values.</summary>
    public Task<AwsResponse> ModifyAsync(AwsRequest request, CancellationToken cancellationToken)
    {
        var reset = request.Operation == "ResetCacheParameterGroup";
        var (response, users) = store.Change(request.Region, region =>
        {
            var group = region.ParameterGroup(request.Query.Required("CacheParameterGroupName"));
            if (!region.ParameterGroups.ContainsKey(group.Name))
                throw new AwsException("InvalidCacheParameterGroupState", $"The default parameter group {group.Name} cannot be modified.");
            foreach (var change in request.Query.Structures("ParameterNameValues", "ParameterNameValue"))
            {
                if (reset) group.Parameters.Remove(change.Required("ParameterName"));
                else group.Parameters[change.Required("ParameterName")] = change["ParameterValue"] ?? "";
            }

            if (request.Query.Bool("ResetAllParameters") == true) group.Parameters.Clear();
            var answer = AwsResponse.Xml(request, ElastiCacheXml.Namespace, Value("CacheParameterGroupName", group.Name));
            return (answer, region.Groups.Values.Where(other => other.ParameterGroupName == group.Name && other.Status == "available").ToList());
        });
        foreach (var group in users) _ = jobs.Converge(group, restart: true);
        return Task.FromResult(response);
    }

    /// <summary>DescribeCacheParameterGroups.</summary>
    public Task<AwsResponse> DescribeGroupsAsync(AwsRequest request, CancellationToken cancellationToken) => Task.FromResult(store.Read(request.Region, region =>
        AwsResponse.Xml(request, ElastiCacheXml.Namespace, List("CacheParameterGroups",
            OneOrAll.Of(request.Query["CacheParameterGroupName"], region.ParameterGroup, region.ParameterGroups.Values), Write))));

    /// <summary>DescribeCacheParameters: those that the group sets.</summary>
    public Task<AwsResponse> DescribeParametersAsync(AwsRequest request, CancellationToken cancellationToken) => Task.FromResult(store.Read(request.Region, region =>
    {
        var group = region.ParameterGroup(request.Query.Required("CacheParameterGroupName"));
        var parameters = request.Query["Source"] is null or "user" ? group.Parameters : [];
        return AwsResponse.Xml(request, ElastiCacheXml.Namespace, List("Parameters", parameters, pair => new XElement("Parameter",
            Value("ParameterName", pair.Key),
            Value("ParameterValue", pair.Value),
            Value("Source", "user"),
            Value("DataType", "string"),
            Value("IsModifiable", true),
            Value("ChangeType", "immediate"))));
    }));

    /// <summary>DeleteCacheParameterGroup.</summary>
    public Task<AwsResponse> DeleteAsync(AwsRequest request, CancellationToken cancellationToken) => Task.FromResult(store.Change(request.Region, region =>
    {
        var group = region.ParameterGroup(request.Query.Required("CacheParameterGroupName"));
        if (region.Groups.Values.FirstOrDefault(other => other.ParameterGroupName == group.Name) is { } user)
            throw new AwsException("InvalidCacheParameterGroupState", $"The parameter group {group.Name} is used by {user.Id}.");
        region.ParameterGroups.Remove(group.Name);
        region.Tags.Remove(group.Arn);
        return AwsResponse.Xml(request, ElastiCacheXml.Namespace);
    }));

    private static XElement Write(CacheParameterGroup group) => new("CacheParameterGroup",
        Value("CacheParameterGroupName", group.Name),
        Value("CacheParameterGroupFamily", group.Family),
        Value("Description", group.Description),
        Value("IsGlobal", false),
        Value("ARN", group.Arn));
}
