using Notejam.Sandbox.Ec2;
using Notejam.Sandbox.Gateway;
using Notejam.Sandbox.Gateway.Operations;
using Notejam.Sandbox.Rds.Model;

namespace Notejam.Sandbox.Rds.Api;

/// <summary>Subnet groups: create, describe, modify, delete.</summary>
internal sealed class DbSubnetGroupOperations(RdsStore store, ISubnetDirectory directory) : IOperations
{
    /// <inheritdoc />
    public IEnumerable<Operation> Operations =>
    [
        new("CreateDBSubnetGroup", CreateAsync),
        new("DescribeDBSubnetGroups", DescribeAsync),
        new("ModifyDBSubnetGroup", ModifyAsync),
        new("DeleteDBSubnetGroup", DeleteAsync),
    ];

    /// <summary>CreateDBSubnetGroup.</summary>
    public async Task<AwsResponse> CreateAsync(AwsRequest request, CancellationToken cancellationToken)
    {
        var name = request.Query.Required("DBSubnetGroupName").ToLowerInvariant();
        var subnets = await FindSubnetsAsync(request, cancellationToken);
        return store.Change(request.Region, region =>
        {
            var group = new DbSubnetGroup
            {
                Name = name,
                Arn = request.Arn("rds", "subgrp:" + name),
                Description = request.Query.Required("DBSubnetGroupDescription"),
                VpcId = subnets[0].VpcId,
                Subnets = subnets,
            };
            if (!region.SubnetGroups.TryAdd(name, group))
                throw new AwsException("DBSubnetGroupAlreadyExists", $"The DB subnet group '{name}' already exists.");
            RdsTags.Set(region, group.Arn, request.Query);
            return AwsResponse.Xml(request, RdsXml.Namespace, DbSubnetGroupXml.Write(group));
        });
    }

    /// <summary>DescribeDBSubnetGroups.</summary>
    public Task<AwsResponse> DescribeAsync(AwsRequest request, CancellationToken cancellationToken) => Task.FromResult(store.Read(request.Region, region =>
        AwsResponse.Xml(request, RdsXml.Namespace, AwsXml.List("DBSubnetGroups",
            OneOrAll.Of(request.Query["DBSubnetGroupName"], region.SubnetGroup, region.SubnetGroups.Values), DbSubnetGroupXml.Write))));

    /// <summary>ModifyDBSubnetGroup.</summary>
    public async Task<AwsResponse> ModifyAsync(AwsRequest request, CancellationToken cancellationToken)
    {
        var subnets = await FindSubnetsAsync(request, cancellationToken);
        return store.Change(request.Region, region =>
        {
            var group = region.SubnetGroup(request.Query.Required("DBSubnetGroupName"));
            group.Description = request.Query["DBSubnetGroupDescription"] ?? group.Description;
            (group.VpcId, group.Subnets) = (subnets[0].VpcId, subnets);
            return AwsResponse.Xml(request, RdsXml.Namespace, DbSubnetGroupXml.Write(group));
        });
    }

    /// <summary>DeleteDBSubnetGroup.</summary>
    public Task<AwsResponse> DeleteAsync(AwsRequest request, CancellationToken cancellationToken) => Task.FromResult(store.Change(request.Region, region =>
    {
        var group = region.SubnetGroup(request.Query.Required("DBSubnetGroupName"));
        if (region.Instances.Values.FirstOrDefault(instance => instance.SubnetGroupName == group.Name) is { } user)
            throw new AwsException("InvalidDBSubnetGroupStateFault",
                $"Cannot delete the subnet group '{group.Name}' because at least one database instance: {user.Identifier} is still using it.");
        region.SubnetGroups.Remove(group.Name);
        region.Tags.Remove(group.Arn);
        return AwsResponse.Xml(request, RdsXml.Namespace);
    }));

    private async Task<IReadOnlyList<Subnet>> FindSubnetsAsync(AwsRequest request, CancellationToken cancellationToken)
    {
        var ids = request.Query.Strings("SubnetIds", "SubnetIdentifier");
        if (ids.Count == 0) throw new AwsException("MissingParameter", "The request must contain the parameter SubnetIds");
        var subnets = await directory.FindAsync(request.Region, ids, "InvalidSubnet", cancellationToken);
        if (subnets.Select(subnet => subnet.Zone).Distinct().Count() < 2)
            throw new AwsException("DBSubnetGroupDoesNotCoverEnoughAZs",
                "The DB subnet group doesn't meet Availability Zone (AZ) coverage requirement. Add subnets to cover at least 2 AZs.");
        if (subnets.Select(subnet => subnet.VpcId).Distinct().Count() > 1)
            throw new AwsException("InvalidSubnet", "The requested subnets are not in the same VPC.");
        return subnets;
    }
}
