using System.Xml.Linq;
using Notejam.Sandbox.Ec2;
using Notejam.Sandbox.Elb.Model;
using Notejam.Sandbox.Elb.Traffic;
using Notejam.Sandbox.Gateway;
using Notejam.Sandbox.Gateway.Operations;

namespace Notejam.Sandbox.Elb.Api;

/// <summary>Operations on load balancers.</summary>
internal sealed class LoadBalancerOperations(ElbStore store, TrafficPlane traffic, ISubnetDirectory subnets, SandboxOptions options, TimeProvider clock) : IOperations
{
    private const string NoSubnet = "SubnetNotFound";

    // AWS's own defaults, a region.
    private static readonly (string Name, int Max)[] Limits =
        [("application-load-balancers", 50), ("target-groups", 3000), ("listeners-per-application-load-balancer", 50), ("targets-per-application-load-balancer", 1000)];

    public IEnumerable<Operation> Operations =>
    [
        new("CreateLoadBalancer", CreateAsync),
        new("DescribeLoadBalancers", Describe),
        new("DeleteLoadBalancer", DeleteAsync),
        new("SetSecurityGroups", SetSecurityGroups),
        new("SetSubnets", SetSubnetsAsync),
        new("SetIpAddressType", SetIpAddressType),
        new("DescribeLoadBalancerAttributes", DescribeAttributes),
        new("ModifyLoadBalancerAttributes", ModifyAttributesAsync),
        new("DescribeCapacityReservation", DescribeCapacityReservation),
        new("DescribeAccountLimits", DescribeLimits),
    ];

    private async Task<AwsResponse> CreateAsync(AwsRequest request, CancellationToken cancellationToken)
    {
        var query = request.Query;
        var name = query.Required("Name");
        var type = query["Type"] ?? "application";
        if (type != "application")
            throw new AwsException("ValidationError", $"Load balancer type '{type}' is not served by the sandbox; use 'application'");

        var found = await subnets.FindAsync(request.Region, SubnetIds(query), NoSubnet, cancellationToken);
        var balancer = store.Write(request.Region, region =>
        {
            if (region.LoadBalancers.Values.FirstOrDefault(other => other.Name == name) is { } existing)
            {
                // As on AWS: the same call again answers the same; another one under the same name is refused.
                return existing.Zones.Select(zone => zone.SubnetId).ToHashSet().SetEquals(found.Select(subnet => subnet.Id))
                    ? existing
                    : throw new AwsException("DuplicateLoadBalancerName", $"A load balancer with the same name '{name}' exists, but with different settings");
            }

            var created = new LoadBalancer
            {
                Arn = request.Arn("elasticloadbalancing", $"loadbalancer/app/{name}/{ElbIds.New()}"),
                Name = name,
                Number = store.FreeNumber(),
                Scheme = query["Scheme"] ?? "internet-facing",
                Type = type,
                IpAddressType = query["IpAddressType"] ?? "ipv4",
                VpcId = found.Select(subnet => subnet.VpcId).FirstOrDefault(),
                SecurityGroups = [.. query.Strings("SecurityGroups")],
                Zones = [.. found.Select(subnet => new Zone(subnet.Id, subnet.Zone))],
                CreatedAt = clock.GetUtcNow(),
                Attributes = ElbDefaults.LoadBalancer(),
                Tags = ElbArguments.Tags(query),
            };
            return region.LoadBalancers[created.Arn] = created;
        });
        return Xml(request, new XElement("LoadBalancers", Show(balancer)));
    }

    private AwsResponse Describe(AwsRequest request)
    {
        var arns = request.Query.Strings("LoadBalancerArns");
        var names = request.Query.Strings("Names");
        return store.Read(request.Region, region =>
        {
            foreach (var arn in arns) region.LoadBalancer(arn);
            var missing = names.FirstOrDefault(name => region.LoadBalancers.Values.All(balancer => balancer.Name != name));
            if (missing is not null) throw new AwsException("LoadBalancerNotFound", $"Load balancers '[{missing}]' not found");

            var chosen = region.LoadBalancers.Values.Where(balancer =>
                (arns.Count == 0 || arns.Contains(balancer.Arn)) && (names.Count == 0 || names.Contains(balancer.Name)));
            return Xml(request, new XElement("LoadBalancers", chosen.Select(Show)));
        });
    }

    private async Task<AwsResponse> DeleteAsync(AwsRequest request, CancellationToken cancellationToken)
    {
        var arn = request.Query.Required("LoadBalancerArn");
        store.Write(request.Region, region =>
        {
            if (region.LoadBalancers.GetValueOrDefault(arn)?.Attributes["deletion_protection.enabled"] == "true")
                throw new AwsException("OperationNotPermitted", $"Load balancer '{arn}' cannot be deleted because deletion protection is enabled");
            foreach (var listener in region.Listeners.Values.Where(listener => listener.LoadBalancerArn == arn).ToList())
            {
                foreach (var rule in region.RulesOf(listener).ToList()) region.Rules.Remove(rule.Arn);
                region.Listeners.Remove(listener.Arn);
            }

            return region.LoadBalancers.Remove(arn);
        });
        await traffic.RefreshAsync(request.Region, cancellationToken);
        return Xml(request);
    }

    private AwsResponse SetSecurityGroups(AwsRequest request) => store.Write(request.Region, region =>
    {
        var balancer = region.LoadBalancer(request.Query.Required("LoadBalancerArn"));
        balancer.SecurityGroups = [.. request.Query.Strings("SecurityGroups")];
        return Xml(request, ElbXml.Strings("SecurityGroupIds", balancer.SecurityGroups));
    });

    private async Task<AwsResponse> SetSubnetsAsync(AwsRequest request, CancellationToken cancellationToken)
    {
        var found = await subnets.FindAsync(request.Region, SubnetIds(request.Query), NoSubnet, cancellationToken);
        return store.Write(request.Region, region =>
        {
            var balancer = region.LoadBalancer(request.Query.Required("LoadBalancerArn"));
            balancer.Zones = [.. found.Select(subnet => new Zone(subnet.Id, subnet.Zone))];
            return Xml(request, ElbXml.Zones(balancer), new XElement("IpAddressType", balancer.IpAddressType));
        });
    }

    private AwsResponse SetIpAddressType(AwsRequest request) => store.Write(request.Region, region =>
    {
        var balancer = region.LoadBalancer(request.Query.Required("LoadBalancerArn"));
        balancer.IpAddressType = request.Query.Required("IpAddressType");
        return Xml(request, new XElement("IpAddressType", balancer.IpAddressType));
    });

    private AwsResponse DescribeAttributes(AwsRequest request) => store.Read(request.Region, region =>
        Xml(request, ElbXml.Attributes(region.LoadBalancer(request.Query.Required("LoadBalancerArn")).Attributes)));

    private async Task<AwsResponse> ModifyAttributesAsync(AwsRequest request, CancellationToken cancellationToken)
    {
        var response = store.Write(request.Region, region =>
        {
            var balancer = region.LoadBalancer(request.Query.Required("LoadBalancerArn"));
            foreach (var (key, value) in ElbArguments.Attributes(request.Query)) balancer.Attributes[key] = value;
            return Xml(request, ElbXml.Attributes(balancer.Attributes));
        });
        await traffic.RefreshAsync(request.Region, cancellationToken);
        return response;
    }

    private AwsResponse DescribeCapacityReservation(AwsRequest request) => store.Read(request.Region, region =>
    {
        region.LoadBalancer(request.Query.Required("LoadBalancerArn"));
        return Xml(request, new XElement("DecreaseRequestsRemaining", 2), new XElement("CapacityReservationState"));
    });

    private static AwsResponse DescribeLimits(AwsRequest request) => Xml(request, new XElement("Limits", Limits.Select(limit =>
        new XElement("member", new XElement("Name", limit.Name), new XElement("Max", limit.Max)))));

    private XElement Show(LoadBalancer balancer) => ElbXml.Of(balancer, options.LoadBalancerAddress(balancer.Number));

    private static IReadOnlyList<string> SubnetIds(QueryParameters query)
    {
        var mapped = query.Structures("SubnetMappings").Select(mapping => mapping.Required("SubnetId")).ToList();
        return mapped.Count > 0 ? mapped : query.Strings("Subnets");
    }

    private static AwsResponse Xml(AwsRequest request, params object?[] result) => AwsResponse.Xml(request, ElbXml.Namespace, result);
}
