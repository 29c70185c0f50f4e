using Notejam.Sandbox.Elb.Model;
using Notejam.Sandbox.Gateway;

namespace Notejam.Sandbox.Elb.Api;

/// <summary>Look-ups that answer with AWS's own error when there is no such thing.</summary>
internal static class ElbErrors
{
    public static LoadBalancer LoadBalancer(this ElbRegion region, string arn) =>
        region.LoadBalancers.GetValueOrDefault(arn) ?? throw new AwsException("LoadBalancerNotFound", $"Load balancer '{arn}' not found");

    public static TargetGroup TargetGroup(this ElbRegion region, string arn) =>
        region.TargetGroups.GetValueOrDefault(arn) ?? throw new AwsException("TargetGroupNotFound", $"One or more target groups not found: '{arn}'");

    public static Listener Listener(this ElbRegion region, string arn) =>
        region.Listeners.GetValueOrDefault(arn) ?? throw new AwsException("ListenerNotFound", $"One or more listeners not found: '{arn}'");

    public static Rule Rule(this ElbRegion region, string arn) =>
        region.Rules.GetValueOrDefault(arn) ?? throw new AwsException("RuleNotFound", $"One or more rules not found: '{arn}'");

    /// <summary>Refuses actions that name a target group that is not there.</summary>
    public static void RequireTargetGroups(this ElbRegion region, IEnumerable<RuleAction> actions)
    {
        foreach (var group in actions.SelectMany(action => action.TargetGroups)) region.TargetGroup(group.Arn);
    }
}
