namespace Notejam.Sandbox.Elb.Model;

/// <summary>The load balancing of one region, each kind by ARN.</summary>
public sealed class ElbRegion
{
    public Dictionary<string, LoadBalancer> LoadBalancers { get; set; } = [];

    public Dictionary<string, TargetGroup> TargetGroups { get; set; } = [];

    public Dictionary<string, Listener> Listeners { get; set; } = [];

    public Dictionary<string, Rule> Rules { get; set; } = [];

    /// <summary>The rules of a listener in the order in which they are tried; without the default one.</summary>
    public IEnumerable<Rule> RulesOf(Listener listener) =>
        Rules.Values.Where(rule => rule.ListenerArn == listener.Arn).OrderBy(rule => rule.Priority);

    /// <summary>The ARNs of all load balancers whose listeners or rules name a target group, at whatever weight.</summary>
    public IReadOnlyList<string> LoadBalancersUsing(string targetGroupArn) =>
    [
        .. Listeners.Values
            .Where(listener => Forwards(listener.DefaultActions, targetGroupArn) || RulesOf(listener).Any(rule => Forwards(rule.Actions, targetGroupArn)))
            .Select(listener => listener.LoadBalancerArn)
            .Distinct(),
    ];

    private static bool Forwards(IEnumerable<RuleAction> actions, string targetGroupArn) =>
        actions.Any(action => action.TargetGroups.Any(group => group.Arn == targetGroupArn));
}
