using System.Text.Json.Nodes;
using Notejam.Sandbox.CodeDeploy.Model;
using Notejam.Sandbox.Gateway;
using Notejam.Sandbox.Gateway.Operations;

namespace Notejam.Sandbox.CodeDeploy.Api;

/// <summary>Deployment configurations: create, get, delete, list.</summary>
internal sealed class DeploymentConfigOperations(CodeDeployStore store, TimeProvider time) : IOperations
{
    private const string NameRequired = "DeploymentConfigNameRequiredException";

    /// <inheritdoc />
    public IEnumerable<Operation> Operations =>
    [
        new("CreateDeploymentConfig", CreateAsync),
        new("GetDeploymentConfig", GetAsync),
        new("DeleteDeploymentConfig", DeleteAsync),
        new("ListDeploymentConfigs", ListAsync),
    ];

    /// <summary>CreateDeploymentConfig.</summary>
    public Task<AwsResponse> CreateAsync(AwsRequest request, CancellationToken cancellationToken) => Task.FromResult(store.Change(request.Region, region =>
    {
        var name = request.Json.Required("deploymentConfigName", NameRequired);
        if (name.StartsWith("CodeDeployDefault.", StringComparison.Ordinal))
            throw new AwsException("InvalidDeploymentConfigNameException", "Deployment configuration names must not begin with CodeDeployDefault.");
        Check(request.Json);
        var config = request.Json.DeepClone().AsObject();
        config["deploymentConfigId"] = Guid.NewGuid().ToString();
        config["createTime"] = AwsResponse.Epoch(time.GetUtcNow());
        config["computePlatform"] ??= "Server";
        if (!region.Configs.TryAdd(name, config))
            throw new AwsException("DeploymentConfigAlreadyExistsException", $"Deployment configuration already exists: {name}");
        return AwsResponse.Json(new JsonObject { ["deploymentConfigId"] = config["deploymentConfigId"]!.DeepClone() });
    }));

    /// <summary>GetDeploymentConfig.</summary>
    public Task<AwsResponse> GetAsync(AwsRequest request, CancellationToken cancellationToken) => Task.FromResult(store.Read(request.Region, region =>
        AwsResponse.Json(new JsonObject
        {
            ["deploymentConfigInfo"] = region.Config(request.Json.Required("deploymentConfigName", NameRequired)).DeepClone(),
        })));

    /// <summary>DeleteDeploymentConfig.</summary>
    public Task<AwsResponse> DeleteAsync(AwsRequest request, CancellationToken cancellationToken) => Task.FromResult(store.Change(request.Region, region =>
    {
        var name = request.Json.Required("deploymentConfigName", NameRequired);
        if (PredefinedConfigs.Find(name) is not null)
            throw new AwsException("InvalidOperationException", $"The deployment configuration {name} is predefined and cannot be deleted.");
        if (region.Groups.Values.Any(group => group.Text("deploymentConfigName") == name))
            throw new AwsException("DeploymentConfigInUseException", $"The deployment configuration {name} is in use.");
        region.Configs.Remove(name);
        return AwsResponse.Json();
    }));

    /// <summary>ListDeploymentConfigs.</summary>
    public Task<AwsResponse> ListAsync(AwsRequest request, CancellationToken cancellationToken) => Task.FromResult(store.Read(request.Region, region =>
        AwsResponse.Json(new JsonObject { ["deploymentConfigsList"] = JsonReading.Array(PredefinedConfigs.Names.Concat(region.Configs.Keys)) })));

    private static void Check(JsonObject input)
    {
        if (input.Text("computePlatform") is not "ECS") return;
        var schedule = TrafficSchedule.From(input);
        if (input.Structure("trafficRoutingConfig").Count == 0 || schedule.Percentage is < 1 or > 100 || schedule.IntervalMinutes < 0
            || (schedule.Type != TrafficSchedule.AllAtOnceType && (schedule.Percentage > 99 || schedule.IntervalMinutes < 1)))
            throw new AwsException("InvalidTrafficRoutingConfigurationException",
                "The traffic routing configuration needs a type, a percentage from 1 to 99 and an interval of at least one minute.");
    }
}
