using System.Text.Json.Nodes;
using Notejam.Sandbox.Ecr.Model;
using Notejam.Sandbox.Gateway;
using Notejam.Sandbox.Gateway.Operations;

namespace Notejam.Sandbox.Ecr.Api;

/// <summary>Tags of repositories.</summary>
public sealed class TagOperations(EcrStore store) : IOperations
{
    private const string Prefix = ":repository/";

    /// <inheritdoc />
    public IEnumerable<Operation> Operations =>
    [
        new("ListTagsForResource", (request, _) => Task.FromResult(store.Read(request.Region, state =>
        {
            var tags = Find(state, request).Tags.Select(tag => new JsonObject { ["Key"] = tag.Key, ["Value"] = tag.Value });
            return AwsResponse.Json(new JsonObject { ["tags"] = new JsonArray([.. tags]) });
        }))),
        new("TagResource", (request, _) => Change(request, tags =>
        {
            foreach (var tag in request.Json.Objects("tags")) tags[tag.Required("Key")] = tag.Text("Value") ?? "";
        })),
        new("UntagResource", (request, _) => Change(request, tags =>
        {
            foreach (var key in request.Json.Texts("tagKeys")) tags.Remove(key);
        })),
    ];

    private Task<AwsResponse> Change(AwsRequest request, Action<SortedDictionary<string, string>> change)
    {
        store.Write(request.Region, state => change(Find(state, request).Tags));
        return Task.FromResult(AwsResponse.Json());
    }

    private static Repository Find(EcrRegion state, AwsRequest request)
    {
        var arn = request.Json.Required("resourceArn");
        var start = arn.IndexOf(Prefix, StringComparison.Ordinal);
        if (start < 0) throw EcrErrors.Invalid($"Invalid parameter at 'resourceArn': {arn}");
        var name = arn[(start + Prefix.Length)..];
        return state.Repositories.GetValueOrDefault(name) ?? throw EcrErrors.NoRepository(name);
    }
}
