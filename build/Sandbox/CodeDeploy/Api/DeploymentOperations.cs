using System.Text.Json.Nodes;
using Notejam.Sandbox.CodeDeploy.Model;
using Notejam.Sandbox.Gateway;
using Notejam.Sandbox.Gateway.Operations;

namespace Notejam.Sandbox.CodeDeploy.Api;

/// <summary>Deployments: create, stop, continue.</summary>
internal sealed class DeploymentOperations(CodeDeployStore store, TimeProvider time) : IOperations
{
    private const int DescriptionLimit = 256;

    /// <inheritdoc />
    public IEnumerable<Operation> Operations =>
    [
        new("CreateDeployment", CreateAsync),
        new("StopDeployment", StopAsync),
        new("ContinueDeployment", ContinueAsync),
    ];

    /// <summary>CreateDeployment. It has no client token: each call that succeeds makes a deployment.</summary>
    public Task<AwsResponse> CreateAsync(AwsRequest request, CancellationToken cancellationToken) => Task.FromResult(store.Change(request.Region, region =>
    {
        var input = request.Json;
        var group = region.Group(input);
        if (group.Text("computePlatform") != "ECS")
            throw new AwsException("InvalidComputePlatformException", "The sandbox deploys to the ECS compute platform only.");
        var appSpec = AppSpecParser.Read(input.Structure("revision"));
        if (input.Text("description") is { Length: > DescriptionLimit })
            throw new AwsException("DescriptionTooLongException", $"Description must be at most {DescriptionLimit} characters.");
        var configName = input.Text("deploymentConfigName") ?? group.Text("deploymentConfigName") ?? PredefinedConfigs.Default;
        var config = region.Config(configName);
        var (application, name) = (input.Text("applicationName")!, input.Text("deploymentGroupName")!);
        if (DeploymentHistory.Of(region, application, name).FirstOrDefault(item => item.IsActive) is { } active)
            throw new AwsException("DeploymentLimitExceededException",
                $"The Deployment Group '{name}' already has an active Deployment '{active.Id}'");

        var settings = DeploymentSettings.From(
            group, config, input["autoRollbackConfiguration"] as JsonObject, input["overrideAlarmConfiguration"] as JsonObject);
        var deployment = new Deployment
        {
            Id = DeploymentIds.New(),
            Region = request.Region,
            ApplicationName = application,
            GroupName = name,
            ConfigName = configName,
            Description = input.Text("description"),
            Creator = "user",
            Status = DeploymentStatus.Created,
            CreatedAt = time.GetUtcNow(),
            Revision = input.Structure("revision").DeepClone().AsObject(),
            Group = Overridden(group, input),
            Settings = settings,
            AppSpec = appSpec,
            Events = LifecycleEvent.NewLifecycle(settings.TestListener is not null),
        };
        region.Deployments[deployment.Id] = deployment;
        return AwsResponse.Json(new JsonObject { ["deploymentId"] = deployment.Id });
    }));

    /// <summary>StopDeployment.</summary>
    public Task<AwsResponse> StopAsync(AwsRequest request, CancellationToken cancellationToken) => Task.FromResult(store.Change(request.Region, region =>
    {
        var deployment = region.Deployment(request.Json);
        if (deployment.Status == DeploymentStatus.Stopped)
            return AwsResponse.Json(new JsonObject { ["status"] = "Succeeded", ["statusMessage"] = "The deployment is stopped." });
        CheckStillActive(deployment);
        if (deployment.IsRollback)
            throw new AwsException("UnsupportedActionForDeploymentTypeException", $"The deployment {deployment.Id} is a rollback and cannot be stopped.");
        if (deployment.TerminationBegun)
            throw new AwsException("DeploymentAlreadyCompletedException",
                $"The deployment {deployment.Id} cannot be stopped any more: its original task set is being terminated.");
        deployment.StopRequest ??= new StopRequest(request.Json.Flag("autoRollbackEnabled"));
        return AwsResponse.Json(new JsonObject { ["status"] = "Pending", ["statusMessage"] = "The deployment is being stopped." });
    }));

    /// <summary>ContinueDeployment: ends the wait before traffic moves, or that before the original task set ends.</summary>
    public Task<AwsResponse> ContinueAsync(AwsRequest request, CancellationToken cancellationToken) => Task.FromResult(store.Change(request.Region, region =>
    {
        var deployment = region.Deployment(request.Json);
        CheckStillActive(deployment);
        switch (request.Json.Text("deploymentWaitType") ?? "READY_WAIT")
        {
            case "READY_WAIT" when deployment.Status == DeploymentStatus.Ready:
                deployment.ReadyContinued = true;
                return AwsResponse.Json();
            case "TERMINATION_WAIT" when deployment.TerminationWaitSince is not null:
                deployment.TerminationContinued = true;
                return AwsResponse.Json();
            case "READY_WAIT" or "TERMINATION_WAIT":
                throw new AwsException("DeploymentIsNotInReadyStateException", $"The deployment {deployment.Id} is not waiting: it is {deployment.Status}.");
            case var other:
                throw new AwsException("InvalidDeploymentWaitTypeException", $"The wait type {other} is not READY_WAIT or TERMINATION_WAIT.");
        }
    }));

    private static void CheckStillActive(Deployment deployment)
    {
        if (!deployment.IsActive)
            throw new AwsException("DeploymentAlreadyCompletedException", $"The deployment {deployment.Id} is already {deployment.Status}.");
    }

    private static JsonObject Overridden(JsonObject group, JsonObject input)
    {
        var own = group.DeepClone().AsObject();
        foreach (var name in (string[])["autoRollbackConfiguration", "overrideAlarmConfiguration"])
            if (input[name] is { } value)
                own[name] = value.DeepClone();
        return own;
    }
}
