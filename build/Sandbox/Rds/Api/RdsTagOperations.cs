using Notejam.Sandbox.Gateway;
using Notejam.Sandbox.Gateway.Operations;
using Notejam.Sandbox.Rds.Model;

namespace Notejam.Sandbox.Rds.Api;

/// <summary>Tags: list, add, remove.</summary>
internal sealed class RdsTagOperations(RdsStore store) : IOperations
{
    /// <inheritdoc />
    public IEnumerable<Operation> Operations =>
    [
        new("ListTagsForResource", List),
        new("AddTagsToResource", Add),
        new("RemoveTagsFromResource", Remove),
    ];

    private AwsResponse List(AwsRequest request) => store.Read(request.Region, region =>
        AwsResponse.Xml(request, RdsXml.Namespace, AwsXml.Tags("TagList", RdsTags.Of(region, Resource(request)))));

    private AwsResponse Add(AwsRequest request) => store.Change(request.Region, region =>
    {
        RdsTags.Set(region, Resource(request), request.Query);
        return AwsResponse.Xml(request, RdsXml.Namespace);
    });

    private AwsResponse Remove(AwsRequest request) => store.Change(request.Region, region =>
    {
        if (region.Tags.TryGetValue(Resource(request), out var tags))
            foreach (var key in request.Query.Strings("TagKeys")) tags.Remove(key);
        return AwsResponse.Xml(request, RdsXml.Namespace);
    });

    private static string Resource(AwsRequest request) => request.Query.Required("ResourceName");
}
