using System.Text.Json.Nodes;
using Notejam.Sandbox.CodeDeploy.Model;
using Notejam.Sandbox.Gateway;
using Notejam.Sandbox.Gateway.Operations;

namespace Notejam.Sandbox.CodeDeploy.Api;

/// <summary>Tags: list, tag, untag.</summary>
internal sealed class CodeDeployTags(CodeDeployStore store) : IOperations
{
    /// <inheritdoc />
    public IEnumerable<Operation> Operations =>
    [
        new("ListTagsForResource", ListAsync),
        new("TagResource", TagAsync),
        new("UntagResource", UntagAsync),
    ];

    /// <summary>Sets tags (<c>Key</c>, <c>Value</c>) of a resource.</summary>
    public static void Set(CodeDeployRegion region, string arn, IReadOnlyList<JsonObject> tags)
    {
        if (tags.Count == 0) return;
        if (!region.Tags.TryGetValue(arn, out var own)) region.Tags[arn] = own = [];
        foreach (var tag in tags) own[tag.Required("Key", "InvalidTagsToAddException")] = tag.Text("Value") ?? "";
    }

    /// <summary>ListTagsForResource.</summary>
    public Task<AwsResponse> ListAsync(AwsRequest request, CancellationToken cancellationToken) => Task.FromResult(store.Read(request.Region, region =>
    {
        var own = region.Tags.GetValueOrDefault(Arn(request)) ?? [];
        return AwsResponse.Json(new JsonObject
        {
            ["Tags"] = JsonReading.Array(own.Select(tag => new JsonObject { ["Key"] = tag.Key, ["Value"] = tag.Value })),
        });
    }));

    /// <summary>TagResource.</summary>
    public Task<AwsResponse> TagAsync(AwsRequest request, CancellationToken cancellationToken) => Task.FromResult(store.Change(request.Region, region =>
    {
        Set(region, Arn(request), request.Json.Structures("Tags"));
        return AwsResponse.Json();
    }));

    /// <summary>UntagResource.</summary>
    public Task<AwsResponse> UntagAsync(AwsRequest request, CancellationToken cancellationToken) => Task.FromResult(store.Change(request.Region, region =>
    {
        if (region.Tags.TryGetValue(Arn(request), out var own))
            foreach (var key in request.Json.Texts("TagKeys")) own.Remove(key);
        return AwsResponse.Json();
    }));

    private static string Arn(AwsRequest request) => request.Json.Required("ResourceArn", "ResourceArnRequiredException");
}
