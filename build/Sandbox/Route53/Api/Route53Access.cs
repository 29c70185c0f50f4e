using Notejam.Sandbox.Gateway.Access;

namespace Notejam.Sandbox.Route53.Api;

/// <summary>What requests to Route 53 need. https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazonroute53.html</summary>
internal sealed class Route53Access() : ServiceAccess("route53")
{
    public static ServiceAccess Create() => new Route53Access
    {
        Names = new Dictionary<string, string[]>
        {
            ["hostedzone/Id"] = ["zone"], ["change/Id"] = ["change"], ["healthcheck/Id"] = ["id"], ["delegationset/Id"] = ["set"], ["queryloggingconfig/Id"] = ["config"],
        },
    };

    // Tags are asked for by kind and id: tags/healthcheck/…
    protected override IReadOnlyList<string> ResourcesOf(string action, RequestFacts facts) =>
        facts.First("type") is { } kind && facts.First("resource") is { } id ? [$"arn:aws:route53:::{kind}/{id}"] : base.ResourcesOf(action, facts);
}
