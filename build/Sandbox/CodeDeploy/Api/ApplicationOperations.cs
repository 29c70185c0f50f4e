using System.Text.Json.Nodes;
using Notejam.Sandbox.CodeDeploy.Model;
using Notejam.Sandbox.Gateway;
using Notejam.Sandbox.Gateway.Operations;

namespace Notejam.Sandbox.CodeDeploy.Api;

/// <summary>Applications: create, get, update, delete, list.</summary>
internal sealed class ApplicationOperations(CodeDeployStore store, TimeProvider time) : IOperations
{
    /// <inheritdoc />
    public IEnumerable<Operation> Operations =>
    [
        new("CreateApplication", CreateAsync),
        new("GetApplication", GetAsync),
        new("UpdateApplication", UpdateAsync),
        new("DeleteApplication", DeleteAsync),
        new("ListApplications", ListAsync),
    ];

    /// <summary>CreateApplication.</summary>
    public Task<AwsResponse> CreateAsync(AwsRequest request, CancellationToken cancellationToken) => Task.FromResult(store.Change(request.Region, region =>
    {
        var name = request.Json.Required("applicationName", "ApplicationNameRequiredException");
        var platform = request.Json.Text("computePlatform") ?? "Server";
        if (platform is not ("ECS" or "Server" or "Lambda"))
            throw new AwsException("InvalidComputePlatformException", $"The computePlatform {platform} is invalid. The computePlatform should be ECS, Lambda or Server.");
        var application = new JsonObject
        {
            ["applicationId"] = Guid.NewGuid().ToString(),
            ["applicationName"] = name,
            ["createTime"] = AwsResponse.Epoch(time.GetUtcNow()),
            ["linkedToGitHub"] = false,
            ["computePlatform"] = platform,
        };
        if (!region.Applications.TryAdd(name, application))
            throw new AwsException("ApplicationAlreadyExistsException", $"Application already exists: {name}");
        CodeDeployTags.Set(region, ArnOf(request, name), request.Json.Structures("tags"));
        return AwsResponse.Json(new JsonObject { ["applicationId"] = application["applicationId"]!.DeepClone() });
    }));

    /// <summary>GetApplication.</summary>
    public Task<AwsResponse> GetAsync(AwsRequest request, CancellationToken cancellationToken) => Task.FromResult(store.Read(request.Region, region =>
        AwsResponse.Json(new JsonObject { ["application"] = region.Application(request.Json).DeepClone() })));

    /// <summary>UpdateApplication: a new name.</summary>
    public Task<AwsResponse> UpdateAsync(AwsRequest request, CancellationToken cancellationToken) => Task.FromResult(store.Change(request.Region, region =>
    {
        var application = region.Application(request.Json);
        var (before, after) = (request.Json.Text("applicationName")!, request.Json.Text("newApplicationName"));
        if (after is null || after == before) return AwsResponse.Json();
        if (!region.Applications.TryAdd(after, application))
            throw new AwsException("ApplicationAlreadyExistsException", $"Application already exists: {after}");
        region.Applications.Remove(before);
        application["applicationName"] = after;
        foreach (var group in GroupsOf(region, before))
        {
            var name = group.Text("deploymentGroupName")!;
            region.Groups.Remove(CodeDeployRegion.GroupKey(before, name));
            group["applicationName"] = after;
            region.Groups[CodeDeployRegion.GroupKey(after, name)] = group;
        }

        if (region.Tags.Remove(ArnOf(request, before), out var tags)) region.Tags[ArnOf(request, after)] = tags;
        return AwsResponse.Json();
    }));

    /// <summary>DeleteApplication, with its deployment groups.</summary>
    public Task<AwsResponse> DeleteAsync(AwsRequest request, CancellationToken cancellationToken) => Task.FromResult(store.Change(request.Region, region =>
    {
        var name = request.Json.Required("applicationName", "ApplicationNameRequiredException");
        region.Applications.Remove(name);
        region.Tags.Remove(ArnOf(request, name));
        foreach (var group in GroupsOf(region, name)) region.Groups.Remove(CodeDeployRegion.GroupKey(name, group.Text("deploymentGroupName")!));
        return AwsResponse.Json();
    }));

    /// <summary>ListApplications.</summary>
    public Task<AwsResponse> ListAsync(AwsRequest request, CancellationToken cancellationToken) => Task.FromResult(store.Read(request.Region, region =>
        AwsResponse.Json(new JsonObject { ["applications"] = JsonReading.Array(region.Applications.Keys) })));

    private static List<JsonObject> GroupsOf(CodeDeployRegion region, string application) =>
        [.. region.Groups.Values.Where(group => group.Text("applicationName") == application)];

    private static string ArnOf(AwsRequest request, string name) => request.Arn("codedeploy", $"application:{name}");
}
