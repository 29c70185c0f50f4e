using System.Text.Json.Nodes;
using Notejam.Sandbox.Ecs.Model;
using Notejam.Sandbox.Gateway;
using Notejam.Sandbox.Gateway.Operations;

namespace Notejam.Sandbox.Ecs.Api;

/// <summary>Tags of everything that has an ARN here, and the account's settings.</summary>
internal sealed class TagOperations(EcsStore store) : IOperations
{
    public IEnumerable<Operation> Operations =>
    [
        new("TagResource", Tag),
        new("UntagResource", Untag),
        new("ListTagsForResource", List),
        new("ListAccountSettings", ListSettings),
        new("PutAccountSetting", PutSetting),
        new("PutAccountSettingDefault", PutSetting),
    ];

    private JsonObject Tag(AwsRequest request) => store.Write(request.Region, region =>
    {
        var tags = TagsOf(region, request.Json.Required("resourceArn"));
        foreach (var (key, value) in JsonHelp.ReadTags(request.Json)) tags[key] = value;
        return new JsonObject();
    });

    private JsonObject Untag(AwsRequest request) => store.Write(request.Region, region =>
    {
        var tags = TagsOf(region, request.Json.Required("resourceArn"));
        foreach (var key in request.Json.Strings("tagKeys")) tags.Remove(key);
        return new JsonObject();
    });

    private JsonObject List(AwsRequest request) => store.Read(request.Region, region =>
        new JsonObject { ["tags"] = JsonHelp.Tags(TagsOf(region, request.Json.Required("resourceArn"))) });

    private JsonObject ListSettings(AwsRequest request) => store.Read(request.Region, region =>
    {
        var name = (string?)request.Json["name"];
        return new JsonObject
        {
            ["settings"] = JsonHelp.List(region.AccountSettings.Where(pair => name is null || pair.Key == name).Select(pair => Setting(pair.Key, pair.Value))),
        };
    });

    private JsonObject PutSetting(AwsRequest request) => store.Write(request.Region, region =>
    {
        var (name, value) = (request.Json.Required("name"), request.Json.Required("value"));
        region.AccountSettings[name] = value;
        return new JsonObject { ["setting"] = Setting(name, value) };
    });

    private static JsonObject Setting(string name, string value) => new()
    {
        ["name"] = name,
        ["value"] = value,
        ["principalArn"] = $"arn:aws:iam::{SandboxOptions.AccountId}:root",
    };

    private static Dictionary<string, string> TagsOf(EcsRegion region, string arn)
    {
        var kind = arn.Split(':') is { Length: >= 6 } parts ? parts[5].Split('/')[0] : "";
        return kind switch
        {
            "cluster" => region.Cluster(arn).Tags,
            "service" => region.Services.GetValueOrDefault(arn)?.Tags,
            "task-definition" => region.FindDefinition(arn)?.Tags,
            "task" => region.Tasks.GetValueOrDefault(EcsLookups.NameOf(arn))?.Tags,
            _ => throw new AwsException("InvalidParameterException", $"Invalid ARN '{arn}'."),
        } ?? throw new AwsException("InvalidParameterException", "The specified resource does not exist.");
    }
}
