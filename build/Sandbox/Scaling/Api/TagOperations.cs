using System.Text.Json.Nodes;
using Notejam.Sandbox.Gateway;
using Notejam.Sandbox.Gateway.Operations;
using Notejam.Sandbox.Scaling.Model;

namespace Notejam.Sandbox.Scaling.Api;

/// <summary>Tags of scalable targets.</summary>
internal sealed class TagOperations(ScalingStore store) : IOperations
{
    /// <inheritdoc />
    public IEnumerable<Operation> Operations =>
    [
        new("ListTagsForResource", request => store.Read(request.Region, state => new JsonObject
        {
            ["Tags"] = new JsonObject(Find(state, request).Tags.Select(tag => KeyValuePair.Create(tag.Key, (JsonNode?)tag.Value))),
        })),
        new("TagResource", request => store.Write(request.Region, state =>
        {
            var tags = Find(state, request).Tags;
            foreach (var (key, value) in request.Json.Structure("Tags")) tags[key] = value?.GetValue<string>() ?? "";
            return new JsonObject();
        })),
        new("UntagResource", request => store.Write(request.Region, state =>
        {
            var tags = Find(state, request).Tags;
            foreach (var key in request.Json.Texts("TagKeys")) tags.Remove(key);
            return new JsonObject();
        })),
    ];

    private static ScalableTarget Find(ScalingRegion state, AwsRequest request)
    {
        var arn = request.Json.Required("ResourceARN");
        return state.Targets.Values.FirstOrDefault(target => target.Arn == arn) ?? throw ScalingErrors.NoResource(arn);
    }
}
