using Notejam.Sandbox.Gateway;

namespace Notejam.Sandbox.Rds;

/// <summary>Tags: list, add, remove.</summary>
internal sealed class RdsTagOperations(RdsStore store)
{
    /// <summary>ListTagsForResource.</summary>
    public Task<AwsResponse> ListAsync(AwsRequest request, CancellationToken cancellationToken) => Task.FromResult(store.Read(request.Region, region =>
        AwsResponse.Xml(request, RdsService.Namespace, AwsXml.Tags("TagList", RdsTags.Of(region, request.Query.Required("ResourceName"))))));

    /// <summary>AddTagsToResource.</summary>
    public Task<AwsResponse> AddAsync(AwsRequest request, CancellationToken cancellationToken) => Task.FromResult(store.Change(request.Region, region =>
    {
        RdsTags.Set(region, request.Query.Required("ResourceName"), request.Query);
        return AwsResponse.Xml(request, RdsService.Namespace);
    }));

    /// <summary>RemoveTagsFromResource.</summary>
    public Task<AwsResponse> RemoveAsync(AwsRequest request, CancellationToken cancellationToken) => Task.FromResult(store.Change(request.Region, region =>
    {
        if (region.Tags.TryGetValue(request.Query.Required("ResourceName"), out var tags))
            foreach (var key in request.Query.Strings("TagKeys")) tags.Remove(key);
        return AwsResponse.Xml(request, RdsService.Namespace);
    }));
}
