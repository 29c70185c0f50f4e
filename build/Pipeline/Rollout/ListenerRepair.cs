using Amazon.ElasticLoadBalancingV2;
using Amazon.ElasticLoadBalancingV2.Model;
using Action = Amazon.ElasticLoadBalancingV2.Model.Action;

namespace Notejam.Pipeline.Rollout;

/// <summary>Points rules of listeners back at a target group, as CodeDeploy leaves them: all to the one, the other one at weight 0.</summary>
public sealed class ListenerRepair(IAmazonElasticLoadBalancingV2 loadBalancing)
{
    /// <summary>Points a rule at a target group; what else the rule does, an authentication, is kept.</summary>
    public async Task PointAsync(ObservedRoute route, string targetGroup, string idle, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(route);
        // With a rule's ARN alone, the default one is found as well.
        var rule = (await loadBalancing.DescribeRulesAsync(new DescribeRulesRequest { RuleArns = [route.RuleArn] }, cancellationToken)).Rules.Single();
        var actions = (rule.Actions ?? []).OrderBy(action => action.Order ?? 0).ToList();
        var forward = actions[^1];
        actions[^1] = new Action
        {
            Type = ActionTypeEnum.Forward,
            Order = forward.Order,
            ForwardConfig = new ForwardActionConfig
            {
                TargetGroups = [new TargetGroupTuple { TargetGroupArn = targetGroup, Weight = 100 }, new TargetGroupTuple { TargetGroupArn = idle, Weight = 0 }],
                TargetGroupStickinessConfig = forward.ForwardConfig?.TargetGroupStickinessConfig,
            },
        };
        // A client secret is never told, and need not be given again.
        foreach (var sign in actions.Select(action => action.AuthenticateOidcConfig).OfType<AuthenticateOidcActionConfig>()) sign.UseExistingClientSecret = true;
        if (route.IsDefault) await loadBalancing.ModifyListenerAsync(new ModifyListenerRequest { ListenerArn = route.ListenerArn, DefaultActions = actions }, cancellationToken);
        else await loadBalancing.ModifyRuleAsync(new ModifyRuleRequest { RuleArn = route.RuleArn, Actions = actions }, cancellationToken);
    }
}
