namespace Notejam.Sandbox.Elb;

/// <summary>What CodeDeploy's engine and ECS ask of the load balancer.</summary>
public interface ITrafficRoutes
{
    /// <summary>Sets the forward weights of a listener's default action (and of its rules that forward to the same target groups). Takes effect for the next request; requests under way finish where they are.</summary>
    /// <exception cref="Gateway.AwsException">No such listener.</exception>
    Task SetWeightsAsync(string region, string listenerArn, IReadOnlyDictionary<string, int> weightsByTargetGroupArn, CancellationToken cancellationToken);

    /// <summary>The weights now.</summary>
    Task<IReadOnlyDictionary<string, int>> GetWeightsAsync(string region, string listenerArn, CancellationToken cancellationToken);

    /// <summary>Registers a task's address with a target group; health checks begin.</summary>
    Task RegisterAsync(string region, string targetGroupArn, string address, int port, CancellationToken cancellationToken);

    /// <summary>Takes a target out: no new requests from now; returns when its requests have ended or the group's deregistration delay (time-scaled) is over.</summary>
    Task DeregisterAsync(string region, string targetGroupArn, string address, int port, CancellationToken cancellationToken);

    /// <summary>States by address and port: <c>initial</c>, <c>healthy</c>, <c>unhealthy</c>, <c>draining</c>, <c>unused</c>, with the reason.</summary>
    Task<IReadOnlyList<TargetState>> GetHealthAsync(string region, string targetGroupArn, CancellationToken cancellationToken);
}

/// <summary>A target and its health as DescribeTargetHealth reports it.</summary>
public sealed record TargetState(string Address, int Port, string State, string? ReasonCode, string? Description);
