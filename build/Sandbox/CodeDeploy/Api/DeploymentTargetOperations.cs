using System.Text.Json.Nodes;
using Notejam.Sandbox.CodeDeploy.Model;
using Notejam.Sandbox.Gateway;
using Notejam.Sandbox.Gateway.Operations;

namespace Notejam.Sandbox.CodeDeploy.Api;

/// <summary>Deployment targets: the one ECS service of a deployment.</summary>
internal sealed class DeploymentTargetOperations(CodeDeployStore store, TaskSetViews views, TimeProvider time) : IOperations
{
    /// <inheritdoc />
    public IEnumerable<Operation> Operations =>
    [
        new("ListDeploymentTargets", ListAsync),
        new("GetDeploymentTarget", GetAsync),
        new("BatchGetDeploymentTargets", BatchGetAsync),
    ];

    /// <summary>ListDeploymentTargets.</summary>
    public Task<AwsResponse> ListAsync(AwsRequest request, CancellationToken cancellationToken) =>
        Task.FromResult(AwsResponse.Json(new JsonObject { ["targetIds"] = JsonReading.Array([TargetId(Find(request))]) }));

    /// <summary>GetDeploymentTarget.</summary>
    public async Task<AwsResponse> GetAsync(AwsRequest request, CancellationToken cancellationToken)
    {
        var deployment = Find(request);
        Check(deployment, request.Json.Required("targetId", "DeploymentTargetIdRequiredException"));
        return AwsResponse.Json(new JsonObject { ["deploymentTarget"] = await WriteAsync(deployment, request, cancellationToken) });
    }

    /// <summary>BatchGetDeploymentTargets.</summary>
    public async Task<AwsResponse> BatchGetAsync(AwsRequest request, CancellationToken cancellationToken)
    {
        var deployment = Find(request);
        var ids = request.Json.Texts("targetIds");
        if (ids.Count > 25) throw new AwsException("DeploymentTargetListSizeExceededException", "At most 25 target ids may be given.");
        foreach (var id in ids) Check(deployment, id);
        return AwsResponse.Json(new JsonObject { ["deploymentTargets"] = new JsonArray(await WriteAsync(deployment, request, cancellationToken)) });
    }

    private Deployment Find(AwsRequest request) => store.Read(request.Region, region => region.Deployment(request.Json));

    private async Task<JsonObject> WriteAsync(Deployment deployment, AwsRequest request, CancellationToken cancellationToken)
    {
        var taskSets = await views.LookAsync(deployment, cancellationToken);
        return store.Read(deployment.Region, _ => new JsonObject
        {
            ["deploymentTargetType"] = "ECSTarget",
            ["ecsTarget"] = new JsonObject
            {
                ["deploymentId"] = deployment.Id,
                ["targetId"] = TargetId(deployment),
                ["targetArn"] = request.Arn("ecs", $"service/{deployment.Settings.Cluster}/{deployment.Settings.Service}"),
                ["lastUpdatedAt"] = AwsResponse.Epoch(deployment.CompletedAt ?? time.GetUtcNow()),
                ["status"] = DeploymentJson.TargetStatus(deployment),
                ["lifecycleEvents"] = JsonReading.Array(deployment.Events.Select(Write)),
                ["taskSetsInfo"] = JsonReading.Array(taskSets.Select(Write)),
            },
        });
    }

    private static JsonObject Write(LifecycleEvent item)
    {
        var json = new JsonObject { ["lifecycleEventName"] = item.Name, ["status"] = item.Status };
        if (item.StartedAt is { } start) json["startTime"] = AwsResponse.Epoch(start);
        if (item.EndedAt is { } end) json["endTime"] = AwsResponse.Epoch(end);
        if (item.Message is { } message) json["diagnostics"] = new JsonObject { ["errorCode"] = item.ErrorCode, ["message"] = message };
        return json;
    }

    private static JsonObject Write(TaskSetInfo set) => new()
    {
        // The API's own spelling.
        ["identifer"] = set.Id,
        ["desiredCount"] = set.Desired,
        ["pendingCount"] = set.Pending,
        ["runningCount"] = set.Running,
        ["status"] = set.Status,
        ["trafficWeight"] = set.TrafficWeight,
        ["targetGroup"] = new JsonObject { ["name"] = set.TargetGroup },
        ["taskSetLabel"] = set.Label,
    };

    private static string TargetId(Deployment deployment) => $"{deployment.Settings.Cluster}:{deployment.Settings.Service}";

    private static void Check(Deployment deployment, string id)
    {
        if (id != TargetId(deployment))
            throw new AwsException("DeploymentTargetDoesNotExistException", $"The deployment {deployment.Id} has no target {id}: its target is {TargetId(deployment)}.");
    }
}
