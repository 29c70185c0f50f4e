using System.Text.Json.Nodes;
using Notejam.Sandbox.CodeDeploy.Model;
using Notejam.Sandbox.Gateway;
using Notejam.Sandbox.Gateway.Operations;

namespace Notejam.Sandbox.CodeDeploy.Api;

/// <summary>Deployment groups: create, get, update, delete, list.</summary>
internal sealed class DeploymentGroupOperations(CodeDeployStore store) : IOperations
{
    /// <inheritdoc />
    public IEnumerable<Operation> Operations =>
    [
        new("CreateDeploymentGroup", CreateAsync),
        new("GetDeploymentGroup", GetAsync),
        new("BatchGetDeploymentGroups", BatchGetAsync),
        new("UpdateDeploymentGroup", UpdateAsync),
        new("DeleteDeploymentGroup", DeleteAsync),
        new("ListDeploymentGroups", ListAsync),
    ];

    /// <summary>CreateDeploymentGroup.</summary>
    public Task<AwsResponse> CreateAsync(AwsRequest request, CancellationToken cancellationToken) => Task.FromResult(store.Change(request.Region, region =>
    {
        var platform = region.Application(request.Json).Text("computePlatform")!;
        var application = request.Json.Text("applicationName")!;
        var name = request.Json.Required("deploymentGroupName", "DeploymentGroupNameRequiredException");
        request.Json.Required("serviceRoleArn", "RoleRequiredException");
        var group = request.Json.DeepClone().AsObject();
        group.Remove("tags");
        group["deploymentGroupId"] = Guid.NewGuid().ToString();
        group["computePlatform"] = platform;
        group["deploymentConfigName"] ??= platform == "ECS" ? PredefinedConfigs.Default : "CodeDeployDefault.OneAtATime";
        DeploymentGroupRules.FillDefaults(group);
        DeploymentGroupRules.Check(region, group);
        if (!region.Groups.TryAdd(CodeDeployRegion.GroupKey(application, name), group))
            throw new AwsException("DeploymentGroupAlreadyExistsException", $"Deployment group already exists: {name}");
        CodeDeployTags.Set(region, ArnOf(request, application, name), request.Json.Structures("tags"));
        return AwsResponse.Json(new JsonObject { ["deploymentGroupId"] = group["deploymentGroupId"]!.DeepClone() });
    }));

    /// <summary>GetDeploymentGroup.</summary>
    public Task<AwsResponse> GetAsync(AwsRequest request, CancellationToken cancellationToken) => Task.FromResult(store.Read(request.Region, region =>
        AwsResponse.Json(new JsonObject { ["deploymentGroupInfo"] = Describe(region, region.Group(request.Json)) })));

    /// <summary>BatchGetDeploymentGroups.</summary>
    public Task<AwsResponse> BatchGetAsync(AwsRequest request, CancellationToken cancellationToken) => Task.FromResult(store.Read(request.Region, region =>
    {
        region.Application(request.Json);
        var names = request.Json.Texts("deploymentGroupNames").Select(name => CodeDeployRegion.GroupKey(request.Json.Text("applicationName")!, name));
        return AwsResponse.Json(new JsonObject
        {
            ["deploymentGroupsInfo"] = JsonReading.Array(names.Where(region.Groups.ContainsKey).Select(name => Describe(region, region.Groups[name]))),
        });
    }));

    /// <summary>UpdateDeploymentGroup.</summary>
    public Task<AwsResponse> UpdateAsync(AwsRequest request, CancellationToken cancellationToken) => Task.FromResult(store.Change(request.Region, region =>
    {
        var before = region.Group(request.Json, "currentDeploymentGroupName");
        var application = request.Json.Text("applicationName")!;
        var name = request.Json.Text("currentDeploymentGroupName")!;
        var group = before.DeepClone().AsObject();
        foreach (var (key, value) in request.Json.Where(pair => pair.Key is not ("applicationName" or "currentDeploymentGroupName" or "newDeploymentGroupName")))
            group[key] = value?.DeepClone();
        var newName = request.Json.Text("newDeploymentGroupName") ?? name;
        group["deploymentGroupName"] = newName;
        if (newName != name && region.Groups.ContainsKey(CodeDeployRegion.GroupKey(application, newName)))
            throw new AwsException("DeploymentGroupAlreadyExistsException", $"Deployment group already exists: {newName}");
        region.Groups.Remove(CodeDeployRegion.GroupKey(application, name));
        try
        {
            DeploymentGroupRules.FillDefaults(group);
            DeploymentGroupRules.Check(region, group);
        }
        catch (AwsException)
        {
            region.Groups[CodeDeployRegion.GroupKey(application, name)] = before;
            throw;
        }

        region.Groups[CodeDeployRegion.GroupKey(application, newName)] = group;
        if (region.Tags.Remove(ArnOf(request, application, name), out var tags)) region.Tags[ArnOf(request, application, newName)] = tags;
        return AwsResponse.Json(new JsonObject { ["hooksNotCleanedUp"] = new JsonArray() });
    }));

    /// <summary>DeleteDeploymentGroup.</summary>
    public Task<AwsResponse> DeleteAsync(AwsRequest request, CancellationToken cancellationToken) => Task.FromResult(store.Change(request.Region, region =>
    {
        var application = request.Json.Required("applicationName", "ApplicationNameRequiredException");
        var name = request.Json.Required("deploymentGroupName", "DeploymentGroupNameRequiredException");
        region.Groups.Remove(CodeDeployRegion.GroupKey(application, name));
        region.Tags.Remove(ArnOf(request, application, name));
        return AwsResponse.Json(new JsonObject { ["hooksNotCleanedUp"] = new JsonArray() });
    }));

    /// <summary>ListDeploymentGroups.</summary>
    public Task<AwsResponse> ListAsync(AwsRequest request, CancellationToken cancellationToken) => Task.FromResult(store.Read(request.Region, region =>
    {
        region.Application(request.Json);
        var application = request.Json.Text("applicationName")!;
        var names = region.Groups.Values.Where(group => group.Text("applicationName") == application).Select(group => group.Text("deploymentGroupName")!);
        return AwsResponse.Json(new JsonObject { ["applicationName"] = application, ["deploymentGroups"] = JsonReading.Array(names) });
    }));

    private static JsonObject Describe(CodeDeployRegion region, JsonObject group)
    {
        var json = group.DeepClone().AsObject();
        var history = DeploymentHistory.Of(region, group.Text("applicationName")!, group.Text("deploymentGroupName")!).ToList();
        if (history.FirstOrDefault() is { } last) json["lastAttemptedDeployment"] = Describe(last);
        if (history.FirstOrDefault(item => item.Status == DeploymentStatus.Succeeded) is not { } good) return json;
        json["lastSuccessfulDeployment"] = Describe(good);
        json["targetRevision"] = good.Revision.DeepClone();
        return json;
    }

    private static JsonObject Describe(Deployment deployment)
    {
        var json = new JsonObject
        {
            ["deploymentId"] = deployment.Id,
            ["status"] = deployment.Status,
            ["createTime"] = AwsResponse.Epoch(deployment.CreatedAt),
        };
        if (deployment.CompletedAt is { } end) json["endTime"] = AwsResponse.Epoch(end);
        return json;
    }

    private static string ArnOf(AwsRequest request, string application, string name) =>
        request.Arn("codedeploy", $"deploymentgroup:{application}/{name}");
}
