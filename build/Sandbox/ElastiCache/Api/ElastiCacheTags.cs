using Notejam.Sandbox.ElastiCache.Model;
using Notejam.Sandbox.Gateway;
using Notejam.Sandbox.Gateway.Operations;

namespace Notejam.Sandbox.ElastiCache.Api;

/// <summary>Tags: list, add, remove. The changes answer with the tags that there are then.</summary>
internal sealed class ElastiCacheTags(ElastiCacheStore store) : IOperations
{
    /// <inheritdoc />
    public IEnumerable<Operation> Operations =>
    [
        new("ListTagsForResource", ListAsync),
        new("AddTagsToResource", AddAsync),
        new("RemoveTagsFromResource", RemoveAsync),
    ];

    /// <summary>Sets the tags that a request carries.</summary>
    public static void Set(ElastiCacheRegion region, string arn, QueryParameters query)
    {
        var tags = query.Structures("Tags", "Tag");
        if (tags.Count == 0) return;
        if (!region.Tags.TryGetValue(arn, out var own)) region.Tags[arn] = own = [];
        foreach (var tag in tags) own[tag.Required("Key")] = tag["Value"] ?? "";
    }

    /// <summary>ListTagsForResource.</summary>
    public Task<AwsResponse> ListAsync(AwsRequest request, CancellationToken cancellationToken) =>
        Task.FromResult(store.Read(request.Region, region => Answer(region, request)));

    /// <summary>AddTagsToResource.</summary>
    public Task<AwsResponse> AddAsync(AwsRequest request, CancellationToken cancellationToken) => Task.FromResult(store.Change(request.Region, region =>
    {
        Set(region, request.Query.Required("ResourceName"), request.Query);
        return Answer(region, request);
    }));

    /// <summary>RemoveTagsFromResource.</summary>
    public Task<AwsResponse> RemoveAsync(AwsRequest request, CancellationToken cancellationToken) => Task.FromResult(store.Change(request.Region, region =>
    {
        if (region.Tags.TryGetValue(request.Query.Required("ResourceName"), out var tags))
            foreach (var key in request.Query.Strings("TagKeys")) tags.Remove(key);
        return Answer(region, request);
    }));

    private static AwsResponse Answer(ElastiCacheRegion region, AwsRequest request) => AwsResponse.Xml(request, ElastiCacheXml.Namespace,
        AwsXml.Tags("TagList", region.Tags.GetValueOrDefault(request.Query.Required("ResourceName")) ?? []));
}
