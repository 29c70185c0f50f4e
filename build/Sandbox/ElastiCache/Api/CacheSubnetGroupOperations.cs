using System.Xml.Linq;
using Notejam.Sandbox.Ec2;
using Notejam.Sandbox.ElastiCache.Model;
using Notejam.Sandbox.Gateway;
using Notejam.Sandbox.Gateway.Operations;
using Notejam.Sandbox.Rds.Api;
using static Notejam.Sandbox.Gateway.AwsXml;

namespace Notejam.Sandbox.ElastiCache.Api;

/// <summary>Subnet groups: create, describe, modify, delete.</summary>
internal sealed class CacheSubnetGroupOperations(ElastiCacheStore store, ISubnetDirectory directory) : IOperations
{
    /// <inheritdoc />
    public IEnumerable<Operation> Operations =>
    [
        new("CreateCacheSubnetGroup", CreateAsync),
        new("DescribeCacheSubnetGroups", DescribeAsync),
        new("ModifyCacheSubnetGroup", ModifyAsync),
        new("DeleteCacheSubnetGroup", DeleteAsync),
    ];

    /// <summary>CreateCacheSubnetGroup.</summary>
    public async Task<AwsResponse> CreateAsync(AwsRequest request, CancellationToken cancellationToken)
    {
        var name = request.Query.Required("CacheSubnetGroupName").ToLowerInvariant();
        var subnets = await FindSubnetsAsync(request, cancellationToken);
        return store.Change(request.Region, region =>
        {
            var group = new CacheSubnetGroup
            {
                Name = name,
                Arn = request.Arn("elasticache", "subnetgroup:" + name),
                Description = request.Query["CacheSubnetGroupDescription"] ?? "",
                VpcId = subnets[0].VpcId,
                Subnets = subnets,
            };
            if (!region.SubnetGroups.TryAdd(name, group))
                throw new AwsException("CacheSubnetGroupAlreadyExists", $"Cache subnet group {name} already exists.");
            ElastiCacheTags.Set(region, group.Arn, request.Query);
            return AwsResponse.Xml(request, ElastiCacheXml.Namespace, Write(group));
        });
    }

    /// <summary>DescribeCacheSubnetGroups.</summary>
    public Task<AwsResponse> DescribeAsync(AwsRequest request, CancellationToken cancellationToken) => Task.FromResult(store.Read(request.Region, region =>
        AwsResponse.Xml(request, ElastiCacheXml.Namespace, List("CacheSubnetGroups",
            OneOrAll.Of(request.Query["CacheSubnetGroupName"], region.SubnetGroup, region.SubnetGroups.Values), Write))));

    /// <summary>ModifyCacheSubnetGroup.</summary>
    public async Task<AwsResponse> ModifyAsync(AwsRequest request, CancellationToken cancellationToken)
    {
        var subnets = request.Query.Has("SubnetIds") ? await FindSubnetsAsync(request, cancellationToken) : null;
        return store.Change(request.Region, region =>
        {
            var group = region.SubnetGroup(request.Query.Required("CacheSubnetGroupName"));
            group.Description = request.Query["CacheSubnetGroupDescription"] ?? group.Description;
            if (subnets is not null) (group.VpcId, group.Subnets) = (subnets[0].VpcId, subnets);
            return AwsResponse.Xml(request, ElastiCacheXml.Namespace, Write(group));
        });
    }

    /// <summary>DeleteCacheSubnetGroup.</summary>
    public Task<AwsResponse> DeleteAsync(AwsRequest request, CancellationToken cancellationToken) => Task.FromResult(store.Change(request.Region, region =>
    {
        var group = region.SubnetGroup(request.Query.Required("CacheSubnetGroupName"));
        if (region.Groups.Values.FirstOrDefault(other => other.SubnetGroupName == group.Name) is { } user)
            throw new AwsException("CacheSubnetGroupInUse", $"Cache subnet group {group.Name} is currently in use by a cache cluster: {user.Id}.");
        region.SubnetGroups.Remove(group.Name);
        region.Tags.Remove(group.Arn);
        return AwsResponse.Xml(request, ElastiCacheXml.Namespace);
    }));

    private async Task<IReadOnlyList<Subnet>> FindSubnetsAsync(AwsRequest request, CancellationToken cancellationToken)
    {
        var ids = request.Query.Strings("SubnetIds", "SubnetIdentifier");
        if (ids.Count == 0) throw new AwsException("MissingParameter", "The request must contain the parameter SubnetIds");
        return await directory.FindAsync(request.Region, ids, "InvalidSubnet", cancellationToken);
    }

    private static XElement Write(CacheSubnetGroup group) => new("CacheSubnetGroup",
        Value("CacheSubnetGroupName", group.Name),
        Value("CacheSubnetGroupDescription", group.Description),
        Value("ARN", group.Arn),
        Value("VpcId", group.VpcId),
        List("SupportedNetworkTypes", ["ipv4"], type => new XElement("member", type)),
        List("Subnets", group.Subnets, subnet => new XElement("Subnet",
            Value("SubnetIdentifier", subnet.Id),
            new XElement("SubnetAvailabilityZone", Value("Name", subnet.Zone)),
            List("SupportedNetworkTypes", ["ipv4"], type => new XElement("member", type)))));
}
