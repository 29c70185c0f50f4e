using System.Text.Json.Nodes;
using Notejam.Sandbox.Ecs;
using Notejam.Sandbox.Gateway;
using Notejam.Sandbox.Gateway.Operations;
using Notejam.Sandbox.Scaling.Model;

namespace Notejam.Sandbox.Scaling.Api;

/// <summary>Scalable targets: register, describe, deregister.</summary>
internal sealed class TargetOperations(ScalingStore store, IServiceCapacity services, TimeProvider clock) : IOperations
{
    /// <inheritdoc />
    public IEnumerable<Operation> Operations =>
    [
        new("RegisterScalableTarget", Register),
        new("DescribeScalableTargets", Describe),
        new("DeregisterScalableTarget", Deregister),
    ];

    private JsonObject Register(AwsRequest request)
    {
        var (id, input) = (ScalingArguments.ResourceId(request), request.Json);
        var parts = id.Split('/');
        if (services.Find(request.Region, parts[1], parts[2]) is null) throw ScalingErrors.Invalid($"ECS service doesn't exist: {id}");
        return store.Write(request.Region, state =>
        {
            var before = state.Targets.GetValueOrDefault(id);
            var (min, max) = (input.Number("MinCapacity") ?? before?.MinCapacity, input.Number("MaxCapacity") ?? before?.MaxCapacity);
            if (min is not { } lowest || max is not { } highest)
                throw ScalingErrors.Invalid("Minimum capacity and maximum capacity must be specified when a scalable target is registered.");
            if (lowest < 0) throw ScalingErrors.Invalid("Minimum capacity cannot be less than 0");
            if (lowest > highest) throw ScalingErrors.Invalid("Maximum capacity cannot be less than minimum capacity");

            var target = before ?? New(request, id);
            (target.MinCapacity, target.MaxCapacity) = (lowest, highest);
            Suspend(target, input.Structure("SuspendedState"));
            state.Targets[id] = target;
            return new JsonObject { ["ScalableTargetARN"] = target.Arn };
        });
    }

    private JsonObject Describe(AwsRequest request)
    {
        ScalingArguments.DemandNamespace(request);
        var ids = request.Json.Texts("ResourceIds");
        return store.Read(request.Region, state => ScalingArguments.Page(
            request, "ScalableTargets", state.Targets.Values.Where(target => ids.Count == 0 || ids.Contains(target.ResourceId)).Select(Show)));
    }

    private JsonObject Deregister(AwsRequest request)
    {
        var id = ScalingArguments.ResourceId(request);
        return store.Write(request.Region, state => state.Targets.Remove(id) ? new JsonObject() : throw ScalingErrors.NoTarget(id));
    }

    private ScalableTarget New(AwsRequest request, string id)
    {
        var target = new ScalableTarget
        {
            ResourceId = id,
            Arn = request.Arn("application-autoscaling", $"scalable-target/{Guid.NewGuid():N}"),
            RoleArn = request.Json.Text("RoleARN") ?? $"arn:aws:iam::{SandboxOptions.AccountId}:role/aws-service-role/"
                + "ecs.application-autoscaling.amazonaws.com/AWSServiceRoleForApplicationAutoScaling_ECSService",
            CreatedAt = clock.GetUtcNow(),
        };
        foreach (var (key, value) in request.Json.Structure("Tags")) target.Tags[key] = value?.GetValue<string>() ?? "";
        return target;
    }

    private static void Suspend(ScalableTarget target, JsonObject state)
    {
        target.ScaleInSuspended = state.Flag("DynamicScalingInSuspended") ?? target.ScaleInSuspended;
        target.ScaleOutSuspended = state.Flag("DynamicScalingOutSuspended") ?? target.ScaleOutSuspended;
        target.ScheduleSuspended = state.Flag("ScheduledScalingSuspended") ?? target.ScheduleSuspended;
    }

    private static JsonObject Show(ScalableTarget target)
    {
        var shown = ScalingArguments.Named(target.ResourceId);
        shown["ScalableTargetARN"] = target.Arn;
        shown["MinCapacity"] = target.MinCapacity;
        shown["MaxCapacity"] = target.MaxCapacity;
        shown["RoleARN"] = target.RoleArn;
        shown["CreationTime"] = AwsResponse.Epoch(target.CreatedAt);
        shown["SuspendedState"] = new JsonObject
        {
            ["DynamicScalingInSuspended"] = target.ScaleInSuspended,
            ["DynamicScalingOutSuspended"] = target.ScaleOutSuspended,
            ["ScheduledScalingSuspended"] = target.ScheduleSuspended,
        };
        return shown;
    }
}
