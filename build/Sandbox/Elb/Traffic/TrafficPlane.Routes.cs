using Notejam.Sandbox.Elb.Api;
using Notejam.Sandbox.Elb.Model;

namespace Notejam.Sandbox.Elb.Traffic;

/// <summary>What CodeDeploy and ECS ask for.</summary>
internal sealed partial class TrafficPlane
{
    /// <inheritdoc />
    public async Task SetWeightsAsync(string region, string listenerArn, IReadOnlyDictionary<string, int> weightsByTargetGroupArn, CancellationToken cancellationToken)
    {
        store.Write(region, state =>
        {
            var listener = state.Listener(listenerArn);
            foreach (var arn in weightsByTargetGroupArn.Keys) state.TargetGroup(arn);
            foreach (var rule in state.RulesOf(listener)) rule.Actions = Reweighted(rule.Actions, weightsByTargetGroupArn, always: false);
            return listener.DefaultActions = Reweighted(listener.DefaultActions, weightsByTargetGroupArn, always: true);
        });
        await RefreshAsync(region, listenerArn, cancellationToken);
    }

    /// <inheritdoc />
    public Task<IReadOnlyDictionary<string, int>> GetWeightsAsync(string region, string listenerArn, CancellationToken cancellationToken) =>
        Task.FromResult(store.Read<IReadOnlyDictionary<string, int>>(region, state => state.Listener(listenerArn).DefaultActions
            .SelectMany(action => action.TargetGroups)
            .GroupBy(group => group.Arn)
            .ToDictionary(groups => groups.Key, groups => groups.First().Weight)));

    /// <inheritdoc />
    public Task RegisterAsync(string region, string targetGroupArn, string address, int port, CancellationToken cancellationToken)
    {
        store.Write(region, state =>
        {
            var targets = state.TargetGroup(targetGroupArn).Targets;
            if (!targets.Exists(target => target.Id == address && target.Port == port)) targets.Add(new Target(address, port));
            return targets;
        });
        _pools[targetGroupArn].Add(address, port);
        return Task.CompletedTask;
    }

    /// <inheritdoc />
    public Task DeregisterAsync(string region, string targetGroupArn, string address, int port, CancellationToken cancellationToken)
    {
        var delay = store.Write(region, state =>
        {
            var group = state.TargetGroup(targetGroupArn);
            group.Targets.RemoveAll(target => target.Id == address && target.Port == port);
            return group.DeregistrationDelay / options.TimeScale;
        });
        return _pools.TryGetValue(targetGroupArn, out var pool)
            ? pool.RemoveAsync(address, port, delay).WaitAsync(cancellationToken)
            : Task.CompletedTask;
    }

    /// <inheritdoc />
    public Task<IReadOnlyList<TargetState>> GetHealthAsync(string region, string targetGroupArn, CancellationToken cancellationToken)
    {
        store.Read(region, state => state.TargetGroup(targetGroupArn));
        IReadOnlyList<TargetState> states = _pools.TryGetValue(targetGroupArn, out var pool)
            ? [.. pool.Targets.Select(target => (target, health: target.Health)).Select(seen =>
                new TargetState(seen.target.Address, seen.target.Port, seen.health.State, seen.health.Reason, seen.health.Description))]
            : [];
        return Task.FromResult(states);
    }

    /// <summary>The load balancers that use a target group.</summary>
    public IReadOnlyList<string> LoadBalancersOf(string region, string targetGroupArn) =>
        store.Read(region, state => state.LoadBalancersUsing(targetGroupArn));

    private static List<RuleAction> Reweighted(List<RuleAction> actions, IReadOnlyDictionary<string, int> weights, bool always) =>
    [
        .. actions.Select(action => action.Type == "forward" && (always || action.TargetGroups.Exists(group => weights.ContainsKey(group.Arn)))
            ? action with { TargetGroups = [.. weights.Select(pair => new WeightedGroup(pair.Key, pair.Value))] }
            : action),
    ];
}
