using System.Xml.Linq;
using Notejam.Sandbox.Elb.Model;
using Notejam.Sandbox.Elb.Traffic;
using Notejam.Sandbox.Gateway;
using Notejam.Sandbox.Gateway.Operations;

namespace Notejam.Sandbox.Elb.Api;

/// <summary>Operations on target groups and their targets.</summary>
internal sealed class TargetGroupOperations(ElbStore store, TrafficPlane traffic) : IOperations
{
    public IEnumerable<Operation> Operations =>
    [
        new("CreateTargetGroup", CreateAsync),
        new("DescribeTargetGroups", Describe),
        new("ModifyTargetGroup", ModifyAsync),
        new("DeleteTargetGroup", DeleteAsync),
        new("DescribeTargetGroupAttributes", DescribeAttributes),
        new("ModifyTargetGroupAttributes", ModifyAttributes),
        new("RegisterTargets", RegisterAsync),
        new("DeregisterTargets", Deregister),
        new("DescribeTargetHealth", DescribeHealthAsync),
    ];

    private async Task<AwsResponse> CreateAsync(AwsRequest request, CancellationToken cancellationToken)
    {
        var query = request.Query;
        var name = query.Required("Name");
        if (query["Protocol"] is { } protocol and not "HTTP")
            throw new AwsException("ValidationError", $"Protocol '{protocol}' of a target group is not served by the sandbox; use 'HTTP'");
        var response = store.Write(request.Region, region =>
        {
            if (region.TargetGroups.Values.Any(other => other.Name == name))
                throw new AwsException("DuplicateTargetGroupName", $"A target group with the same name '{name}' exists, but with different settings");
            var type = query["TargetType"] ?? "instance";
            var group = new TargetGroup
            {
                Arn = request.Arn("elasticloadbalancing", $"targetgroup/{name}/{ElbIds.New()}"),
                Name = name,
                Protocol = type == "lambda" ? null : query.Required("Protocol"),
                ProtocolVersion = type == "lambda" ? null : query["ProtocolVersion"] ?? "HTTP1",
                Port = type == "lambda" ? null : query.Number("Port"),
                VpcId = query["VpcId"],
                TargetType = type,
                IpAddressType = query["IpAddressType"] ?? "ipv4",
                HealthCheck = ElbArguments.HealthCheck(query, new HealthCheck()),
                Attributes = ElbDefaults.TargetGroup(),
                Tags = ElbArguments.Tags(query),
            };
            region.TargetGroups[group.Arn] = group;
            return Xml(request, new XElement("TargetGroups", ElbXml.Of(group, [])));
        });
        await traffic.RefreshAsync(request.Region, cancellationToken);
        return response;
    }

    private AwsResponse Describe(AwsRequest request)
    {
        var arns = request.Query.Strings("TargetGroupArns");
        var names = request.Query.Strings("Names");
        var balancer = request.Query["LoadBalancerArn"];
        return store.Read(request.Region, region =>
        {
            foreach (var arn in arns) region.TargetGroup(arn);
            if (names.Any(name => region.TargetGroups.Values.All(group => group.Name != name)))
                throw new AwsException("TargetGroupNotFound", "One or more target groups not found");
            var chosen = region.TargetGroups.Values.Where(group =>
                (arns.Count == 0 || arns.Contains(group.Arn)) && (names.Count == 0 || names.Contains(group.Name))
                && (balancer is null || region.LoadBalancersUsing(group.Arn).Contains(balancer)));
            return Xml(request, new XElement("TargetGroups", chosen.Select(group => ElbXml.Of(group, region.LoadBalancersUsing(group.Arn)))));
        });
    }

    private async Task<AwsResponse> ModifyAsync(AwsRequest request, CancellationToken cancellationToken)
    {
        var response = store.Write(request.Region, region =>
        {
            var group = region.TargetGroup(request.Query.Required("TargetGroupArn"));
            group.HealthCheck = ElbArguments.HealthCheck(request.Query, group.HealthCheck);
            return Xml(request, new XElement("TargetGroups", ElbXml.Of(group, region.LoadBalancersUsing(group.Arn))));
        });
        await traffic.RefreshAsync(request.Region, cancellationToken);
        return response;
    }

    private async Task<AwsResponse> DeleteAsync(AwsRequest request, CancellationToken cancellationToken)
    {
        var arn = request.Query.Required("TargetGroupArn");
        store.Write(request.Region, region => region.LoadBalancersUsing(arn).Count > 0
            ? throw new AwsException("ResourceInUse", $"Target group '{arn}' is currently in use by a listener or a rule")
            : region.TargetGroups.Remove(arn));
        await traffic.RefreshAsync(request.Region, cancellationToken);
        return Xml(request);
    }

    private AwsResponse DescribeAttributes(AwsRequest request) => store.Read(request.Region, region =>
        Xml(request, ElbXml.Attributes(region.TargetGroup(request.Query.Required("TargetGroupArn")).Attributes)));

    private AwsResponse ModifyAttributes(AwsRequest request) => store.Write(request.Region, region =>
    {
        var group = region.TargetGroup(request.Query.Required("TargetGroupArn"));
        foreach (var (key, value) in ElbArguments.Attributes(request.Query)) group.Attributes[key] = value;
        return Xml(request, ElbXml.Attributes(group.Attributes));
    });

    private async Task<AwsResponse> RegisterAsync(AwsRequest request, CancellationToken cancellationToken)
    {
        var arn = request.Query.Required("TargetGroupArn");
        foreach (var target in Targets(request, arn))
            await traffic.RegisterAsync(request.Region, arn, target.Address, target.Port, cancellationToken);
        return Xml(request);
    }

    private AwsResponse Deregister(AwsRequest request)
    {
        var arn = request.Query.Required("TargetGroupArn");
        // The call answers at once; the targets drain on their own.
        foreach (var target in Targets(request, arn))
            _ = traffic.DeregisterAsync(request.Region, arn, target.Address, target.Port, CancellationToken.None);
        return Xml(request);
    }

    private async Task<AwsResponse> DescribeHealthAsync(AwsRequest request, CancellationToken cancellationToken)
    {
        var arn = request.Query.Required("TargetGroupArn");
        var states = await traffic.GetHealthAsync(request.Region, arn, cancellationToken);
        var asked = Targets(request, arn);
        var missing = asked.Where(target => !states.Any(state => state.Address == target.Address && state.Port == target.Port))
            .Select(target => new TargetState(target.Address, target.Port, "unused", "Target.NotRegistered", "Target is not registered to the target group"));
        var shown = asked.Count == 0 ? states : [.. states.Where(state => asked.Contains((state.Address, state.Port))), .. missing];
        return Xml(request, new XElement("TargetHealthDescriptions", shown.Select(Show)));
    }

    private IReadOnlyList<(string Address, int Port)> Targets(AwsRequest request, string targetGroupArn)
    {
        var defaultPort = store.Read(request.Region, region => region.TargetGroup(targetGroupArn).Port) ?? 80;
        return [.. request.Query.Structures("Targets").Select(target => (target.Required("Id"), target.Number("Port") ?? defaultPort))];
    }

    private static XElement Show(TargetState state) => new("member",
        new XElement("Target", new XElement("Id", state.Address), new XElement("Port", state.Port)),
        new XElement("HealthCheckPort", state.Port),
        new XElement("TargetHealth",
            new XElement("State", state.State),
            ElbXml.Optional("Reason", state.ReasonCode),
            ElbXml.Optional("Description", state.Description)));

    private static AwsResponse Xml(AwsRequest request, params object?[] result) => AwsResponse.Xml(request, ElbXml.Namespace, result);
}
