using System.Text.Json.Nodes;
using Notejam.Sandbox.Gateway;
using Notejam.Sandbox.State;

namespace Notejam.Sandbox.Emulator;

/// <summary>Tags of scalable targets, which the emulator lacks and Terraform reads after every apply.</summary>
internal sealed class ScalingTags(StateStore files) : AwsService("application-autoscaling")
{
    private const string FileName = "scaling-tags";
    private readonly Lock _lock = new();
    private readonly Dictionary<string, Dictionary<string, string>> _tags = files.Load<Dictionary<string, Dictionary<string, string>>>(FileName);

    /// <inheritdoc />
    protected override IReadOnlyDictionary<string, Func<AwsRequest, CancellationToken, Task<AwsResponse>>> Operations =>
        new Dictionary<string, Func<AwsRequest, CancellationToken, Task<AwsResponse>>>
        {
            ["ListTagsForResource"] = (request, _) => Task.FromResult(List(request)),
            ["TagResource"] = (request, _) => Task.FromResult(Add(request)),
            ["UntagResource"] = (request, _) => Task.FromResult(Remove(request)),
        };

    private AwsResponse List(AwsRequest request)
    {
        lock (_lock)
        {
            var tags = TagsOf(request).Select(tag => KeyValuePair.Create(tag.Key, (JsonNode?)JsonValue.Create(tag.Value)));
            return AwsResponse.Json(new JsonObject { ["Tags"] = new JsonObject(tags) });
        }
    }

    private AwsResponse Add(AwsRequest request)
    {
        lock (_lock)
        {
            var tags = TagsOf(request);
            foreach (var (key, value) in request.Json["Tags"] as JsonObject ?? []) tags[key] = value?.GetValue<string>() ?? "";
            files.Save(FileName, _tags);
        }

        return AwsResponse.Json();
    }

    private AwsResponse Remove(AwsRequest request)
    {
        lock (_lock)
        {
            var tags = TagsOf(request);
            foreach (var key in request.Json["TagKeys"] as JsonArray ?? []) tags.Remove(key!.GetValue<string>());
            files.Save(FileName, _tags);
        }

        return AwsResponse.Json();
    }

    private Dictionary<string, string> TagsOf(AwsRequest request)
    {
        var arn = request.Json["ResourceARN"]?.GetValue<string>() ?? throw new AwsException("ValidationException", "ResourceARN is required");
        if (!_tags.TryGetValue(arn, out var tags)) _tags[arn] = tags = [];
        return tags;
    }
}
