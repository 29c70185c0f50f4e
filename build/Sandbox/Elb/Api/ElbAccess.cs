using Notejam.AccessControl.Reference;
using Notejam.Sandbox.Gateway.Access;

namespace Notejam.Sandbox.Elb.Api;

/// <summary>What requests to Elastic Load Balancing need. https://docs.aws.amazon.com/service-authorization/latest/reference/list_awselasticloadbalancingv2.html</summary>
internal sealed class ElbAccess() : ServiceAccess("elasticloadbalancing")
{
    public static ServiceAccess Create() => new ElbAccess
    {
        Names = new Dictionary<string, string[]> { ["targetgroup/TargetGroupName"] = ["Name"], ["TargetGroupId"] = ["=*"] },
        TagAction = "AddTags",
    };

    // What is new has an id at its end that is not known yet.
    protected override IEnumerable<string> ArnsOf(ResourceTypeReference type, RequestFacts facts)
    {
        if (facts.Request.Operation != "CreateLoadBalancer") return base.ArnsOf(type, facts);
        return type.Name == "loadbalancer" && facts.First("Name") is { } name ? [facts.Request.Arn("elasticloadbalancing", $"loadbalancer/{Kind(facts)}/{name}/*")] : [];
    }

    protected override AccessNeed TagNeed(AccessNeed own, string action, RequestFacts facts)
    {
        IReadOnlyList<string> resources = facts.Request.Operation switch
        {
            "CreateListener" => [.. facts.Of("LoadBalancerArn").Select(arn => arn.Replace(":loadbalancer/", ":listener/", StringComparison.Ordinal) + "/*")],
            "CreateRule" => [.. facts.Of("ListenerArn").Select(arn => arn.Replace(":listener/", ":listener-rule/", StringComparison.Ordinal) + "/*")],
            _ => own.Resources,
        };
        return base.TagNeed(own with { Resources = resources }, action, facts);
    }

    private static string Kind(RequestFacts facts) => facts.First("Type") switch { "network" => "net", "gateway" => "gwy", _ => "app" };
}
