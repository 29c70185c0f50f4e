using System.Text.Json.Nodes;
using Notejam.Sandbox.Ecs.Model;
using Notejam.Sandbox.Gateway;
using Notejam.Sandbox.Gateway.Operations;

namespace Notejam.Sandbox.Ecs.Api;

/// <summary>Operations on task definitions.</summary>
internal sealed class TaskDefinitionOperations(EcsStore store, TimeProvider clock) : IOperations
{
    public IEnumerable<Operation> Operations =>
    [
        new("RegisterTaskDefinition", Register),
        new("DescribeTaskDefinition", Describe),
        new("DeregisterTaskDefinition", Deregister),
        new("DeleteTaskDefinitions", Delete),
        new("ListTaskDefinitions", List),
        new("ListTaskDefinitionFamilies", ListFamilies),
    ];

    private JsonObject Register(AwsRequest request)
    {
        var body = TaskDefinitionRules.Complete(request.Json);
        var family = (string)body["family"]!;
        return store.Write(request.Region, region =>
        {
            var revision = region.TaskDefinitions.Where(other => other.Family == family).Select(other => other.Revision).DefaultIfEmpty(0).Max() + 1;
            var definition = new TaskDefinition
            {
                Arn = request.Arn("ecs", $"task-definition/{family}:{revision}"),
                Family = family,
                Revision = revision,
                Body = body,
                RegisteredAt = clock.GetUtcNow(),
                Tags = JsonHelp.ReadTags(request.Json),
            };
            region.TaskDefinitions.Add(definition);
            return Show(definition);
        });
    }

    private JsonObject Describe(AwsRequest request) => store.Read(request.Region, region =>
        Show(region.FindDefinition(request.Json.Required("taskDefinition")) ?? throw new AwsException("ClientException", "Unable to describe task definition.")));

    private JsonObject Deregister(AwsRequest request) => store.Write(request.Region, region =>
    {
        var definition = region.FindDefinition(request.Json.Required("taskDefinition"))
            ?? throw new AwsException("ClientException", "The specified task definition does not exist. Specify a valid account, family, revision and try again.");
        definition.Status = "INACTIVE";
        definition.DeregisteredAt ??= clock.GetUtcNow();
        return Show(definition);
    });

    private JsonObject Delete(AwsRequest request) => store.Write(request.Region, region =>
    {
        var found = request.Json.Strings("taskDefinitions").Select(reference => region.FindDefinition(reference)
            ?? throw new AwsException("ClientException", $"The specified task definition '{reference}' does not exist.")).ToList();
        if (found.Find(definition => definition.Status == "ACTIVE") is { } active)
            throw new AwsException("ClientException", $"The task definition '{active.Arn}' is ACTIVE: deregister it before you delete it.");
        foreach (var definition in found) definition.Status = TaskDefinition.DeleteInProgress;
        region.ForgetDeletedDefinitions();
        return new JsonObject
        {
            ["taskDefinitions"] = JsonHelp.List(found.Select(definition => Show(definition)["taskDefinition"]!.DeepClone())),
            ["failures"] = new JsonArray(),
        };
    });

    private JsonObject List(AwsRequest request) => store.Write(request.Region, region =>
    {
        region.ForgetDeletedDefinitions();
        var prefix = (string?)request.Json["familyPrefix"];
        var status = (string?)request.Json["status"] ?? "ACTIVE";
        var chosen = region.TaskDefinitions.Where(definition => definition.Status == status && (prefix is null || definition.Family == prefix))
            .OrderBy(definition => definition.Family, StringComparer.Ordinal).ThenBy(definition => definition.Revision);
        var arns = chosen.Select(definition => definition.Arn);
        return new JsonObject { ["taskDefinitionArns"] = JsonHelp.Texts((string?)request.Json["sort"] == "DESC" ? arns.Reverse() : arns) };
    });

    private JsonObject ListFamilies(AwsRequest request) => store.Read(request.Region, region =>
    {
        var prefix = (string?)request.Json["familyPrefix"] ?? "";
        var status = (string?)request.Json["status"] ?? "ACTIVE";
        var families = region.TaskDefinitions.GroupBy(definition => definition.Family)
            .Where(group => group.Key.StartsWith(prefix, StringComparison.Ordinal))
            .Where(group => status == "ALL" || group.Any(definition => definition.Status == "ACTIVE") == (status == "ACTIVE"))
            .Select(group => group.Key).Order(StringComparer.Ordinal);
        return new JsonObject { ["families"] = JsonHelp.Texts(families) };
    });

    private static JsonObject Show(TaskDefinition definition)
    {
        var body = definition.Body.DeepClone().AsObject();
        body["taskDefinitionArn"] = definition.Arn;
        body["revision"] = definition.Revision;
        body["status"] = definition.Status;
        body["registeredBy"] = $"arn:aws:iam::{SandboxOptions.AccountId}:root";
        body.SetMoment("registeredAt", definition.RegisteredAt);
        body.SetMoment("deregisteredAt", definition.DeregisteredAt);
        return new JsonObject { ["taskDefinition"] = body, ["tags"] = JsonHelp.Tags(definition.Tags) };
    }
}
