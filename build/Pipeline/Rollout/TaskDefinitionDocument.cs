using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Amazon.ECS.Model;
using Notejam.Pipeline.Records;
using Notejam.Pipeline.Tools;

namespace Notejam.Pipeline.Rollout;

/// <summary>
/// A task definition as it is to be registered: Terraform's template with the image put in. Its hash travels as a tag of
/// the registered revision, so that "does it differ" needs no comparison of two spellings of the same thing.
/// </summary>
public sealed class TaskDefinitionDocument
{
    /// <summary>The tag that carries the hash.</summary>
    public const string HashTag = "notejam:definition";

    private readonly JsonObject _json;

    /// <summary>The variables by which a task knows what it is; the application's version endpoint tells them.</summary>
    public const string RevisionVariable = "Build__Revision", DigestVariable = "Build__ImageDigest";

    /// <summary>Puts an image into a template.</summary>
    /// <param name="revision">
    /// The commit to tell. No part of the hash: a commit that changes nothing of the release needs no new task definition,
    /// and the tasks go on telling the one that made theirs. Null: none is told.
    /// </param>
    /// <exception cref="PipelineException">The template has no container of that name.</exception>
    public TaskDefinitionDocument(JsonObject template, string containerName, string imageReference, string? revision = null)
    {
        _json = (JsonObject)template.DeepClone();
        var container = (_json["containerDefinitions"] as JsonArray ?? []).OfType<JsonObject>().FirstOrDefault(item => (string?)item["name"] == containerName)
            ?? throw new PipelineException($"The task definition template has no container '{containerName}'.", "Compare container_name and task_definition_template in infra/stacks/region.");
        container["image"] = Image = imageReference;
        Hash = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(Canonical(_json).ToJsonString())))[..32];
        if (revision is not null) Tell(container, RevisionVariable, revision);
        if (imageReference.Split('@') is [_, var digest]) Tell(container, DigestVariable, digest);
    }

    /// <summary>The family that revisions are registered in.</summary>
    public string Family => (string?)_json["family"] ?? throw new PipelineException("The task definition template has no family.", "Set it in infra/stacks/region.");

    /// <summary>The image, by digest.</summary>
    public string Image { get; }

    /// <summary>Hash of the content, whatever the order of its keys.</summary>
    public string Hash { get; }

    /// <summary>The request that registers it.</summary>
    /// <exception cref="PipelineException">The template has a key that ECS does not know.</exception>
    public RegisterTaskDefinitionRequest ToRequest()
    {
        try
        {
            var request = _json.Deserialize<RegisterTaskDefinitionRequest>(AwsJson.Options)!;
            request.Tags = [.. request.Tags ?? [], new Tag { Key = HashTag, Value = Hash }];
            return request;
        }
        catch (JsonException exception)
        {
            throw new PipelineException($"The task definition template is not what ECS takes: {exception.Message}", "Correct task_definition_template in infra/stacks/region.", exception);
        }
    }

    private static void Tell(JsonObject container, string name, string value)
    {
        if (container["environment"] is not JsonArray environment) container["environment"] = environment = [];
        environment.Add(new JsonObject { ["name"] = name, ["value"] = value });
    }

    private static JsonNode Canonical(JsonNode node) => node switch
    {
        JsonObject value => new JsonObject(value.Where(pair => pair.Value is not null).OrderBy(pair => pair.Key, StringComparer.Ordinal)
            .Select(pair => System.Collections.Generic.KeyValuePair.Create(pair.Key, (JsonNode?)Canonical(pair.Value!)))),
        JsonArray list => new JsonArray([.. list.Select(item => item is null ? null : Canonical(item))]),
        _ => node.DeepClone(),
    };
}
