using System.Text.Json.Nodes;

namespace Notejam.Infra.Tests.Policy;

/// <summary>A plan as <c>terraform show -json</c> tells it.</summary>
internal sealed class StackPlan(JsonObject json)
{
    private static readonly string[] PolicyAttributes = ["policy", "assume_role_policy", "access_policies"];

    /// <summary>Every resource that will stand.</summary>
    public IReadOnlyList<PlannedResource> Resources { get; } =
    [
        .. Changes(json).Where(change => (string?)change["mode"] == "managed" && change["change"]!["after"] is JsonObject)
            .Select(change => new PlannedResource((string)change["address"]!, (string)change["type"]!, (JsonObject)change["change"]!["after"]!, change["change"]!["after_unknown"], change["change"]!["after_sensitive"])),
    ];

    /// <summary>Every statement of every policy: of resources, of documents that were read, and of those that the apply will read.</summary>
    public IEnumerable<PolicyStatement> Statements =>
    [
        .. Resources.SelectMany(resource => PolicyAttributes.SelectMany(attribute => PolicyStatement.Parse($"{resource.Address}.{attribute}", resource[attribute] is JsonValue value ? value.ToString() : null))),
        .. Changes(json).Where(change => (string?)change["type"] == "aws_iam_policy_document").SelectMany(change => PolicyStatement.Read((string)change["address"]!, (JsonObject)change["change"]!["after"]!)),
        .. Documents(json["prior_state"]?["values"]?["root_module"]).SelectMany(document => PolicyStatement.Parse((string)document["address"]!, (string?)document["values"]?["json"])),
    ];

    private static IEnumerable<JsonObject> Changes(JsonObject plan) => (plan["resource_changes"] as JsonArray ?? []).OfType<JsonObject>();

    private static IEnumerable<JsonObject> Documents(JsonNode? module) =>
        (module?["resources"] as JsonArray ?? []).OfType<JsonObject>().Where(resource => (string?)resource["type"] == "aws_iam_policy_document")
            .Concat((module?["child_modules"] as JsonArray ?? []).SelectMany(Documents));
}
