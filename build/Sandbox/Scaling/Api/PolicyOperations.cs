using System.Text.Json.Nodes;
using Notejam.Sandbox.Gateway;
using Notejam.Sandbox.Gateway.Operations;
using Notejam.Sandbox.Scaling.Model;

namespace Notejam.Sandbox.Scaling.Api;

/// <summary>Scaling policies: put, describe, delete.</summary>
internal sealed class PolicyOperations(ScalingStore store, TimeProvider clock) : IOperations
{
    /// <inheritdoc />
    public IEnumerable<Operation> Operations =>
    [
        new("PutScalingPolicy", Put),
        new("DescribeScalingPolicies", Describe),
        new("DeleteScalingPolicy", Delete),
    ];

    private JsonObject Put(AwsRequest request)
    {
        var (id, name) = (ScalingArguments.ResourceId(request), request.Json.Required("PolicyName"));
        var (type, configuration) = PolicyRules.Read(request.Json);
        return store.Write(request.Region, state =>
        {
            var policies = state.Target(id).Policies;
            if (!policies.TryGetValue(name, out var policy))
            {
                policies[name] = policy = new ScalingPolicy
                {
                    Name = name,
                    Arn = request.Arn("autoscaling", $"scalingPolicy:{Guid.NewGuid()}:resource/{ScalingArguments.Namespace}/{id}:policyName/{name}"),
                    Type = type,
                    Configuration = configuration,
                    CreatedAt = clock.GetUtcNow(),
                };
            }

            (policy.Type, policy.Configuration) = (type, configuration);
            return new JsonObject { ["PolicyARN"] = policy.Arn, ["Alarms"] = new JsonArray() };
        });
    }

    private JsonObject Describe(AwsRequest request)
    {
        ScalingArguments.DemandNamespace(request);
        var (id, names) = (request.Json.Text("ResourceId"), request.Json.Texts("PolicyNames"));
        return store.Read(request.Region, state => ScalingArguments.Page(request, "ScalingPolicies", state.Targets.Values
            .Where(target => id is null || target.ResourceId == id)
            .SelectMany(target => target.Policies.Values.Where(policy => names.Count == 0 || names.Contains(policy.Name)).Select(policy => Show(target, policy)))));
    }

    private JsonObject Delete(AwsRequest request)
    {
        var (id, name) = (ScalingArguments.ResourceId(request), request.Json.Required("PolicyName"));
        return store.Write(request.Region, state => state.Targets.GetValueOrDefault(id)?.Policies.Remove(name) == true
            ? new JsonObject()
            : throw ScalingErrors.NoPolicy(id, name));
    }

    private static JsonObject Show(ScalableTarget target, ScalingPolicy policy)
    {
        var shown = ScalingArguments.Named(target.ResourceId);
        shown["PolicyARN"] = policy.Arn;
        shown["PolicyName"] = policy.Name;
        shown["PolicyType"] = policy.Type;
        shown[PolicyRules.ConfigurationOf(policy.Type)] = policy.Configuration.DeepClone();
        shown["Alarms"] = new JsonArray();
        shown["CreationTime"] = AwsResponse.Epoch(policy.CreatedAt);
        return shown;
    }
}
