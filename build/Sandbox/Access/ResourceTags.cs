using System.Text.Json;
using System.Text.Json.Nodes;
using System.Xml.Linq;
using Notejam.Sandbox.Iam;

namespace Notejam.Sandbox.Access;

/// <summary>Reads the tags of resources from the services that keep them.</summary>
internal sealed class ResourceTags(ServiceReads reads, IdentityDirectory identities)
{
    private static readonly IReadOnlyDictionary<string, string> None = new Dictionary<string, string>();

    /// <summary>The tags of a resource; none when it has none, or does not exist yet.</summary>
    /// <param name="arn">Its ARN.</param>
    /// <param name="region">The region that was asked, for resources whose ARN does not say theirs.</param>
    public async Task<IReadOnlyDictionary<string, string>> OfAsync(string arn, string region, CancellationToken cancellationToken)
    {
        if (arn.Split(':', 6) is not [_, _, var prefix, var place, _, var resource] || arn.Contains('*', StringComparison.Ordinal)) return None;
        var where = place.Length > 0 ? place : region;
        if (prefix == "iam")
        {
            var snapshot = await identities.ReadAsync(cancellationToken);
            return snapshot.RoleOf(arn)?.Tags ?? None;
        }

        var service = prefix == "cloudwatch" ? "monitoring" : prefix;
        return await reads.KeptAsync(service, "tags " + arn, () => ReadAsync(prefix, where, arn, resource), cancellationToken) ?? None;
    }

    private async Task<IReadOnlyDictionary<string, string>?> ReadAsync(string prefix, string region, string arn, string resource) => prefix switch
    {
        "ecs" => Read(await reads.JsonAsync(region, "ecs", "ListTagsForResource", new JsonObject { ["resourceArn"] = arn })),
        "ecr" => Read(await reads.JsonAsync(region, "ecr", "ListTagsForResource", new JsonObject { ["resourceArn"] = arn })),
        "codedeploy" => Read(await reads.JsonAsync(region, "codedeploy", "ListTagsForResource", new JsonObject { ["ResourceArn"] = arn })),
        "application-autoscaling" => Read(await reads.JsonAsync(region, "application-autoscaling", "ListTagsForResource", new JsonObject { ["ResourceARN"] = arn })),
        "secretsmanager" => Read(await reads.JsonAsync(region, "secretsmanager", "secretsmanager.DescribeSecret", new JsonObject { ["SecretId"] = arn })),
        "events" => Read(await reads.JsonAsync(region, "events", "AWSEvents.ListTagsForResource", new JsonObject { ["ResourceARN"] = arn })),
        "logs" => Read(await reads.JsonAsync(region, "logs", "Logs_20140328.ListTagsForResource", new JsonObject { ["resourceArn"] = LogGroup(arn) })),
        "kms" => Read(await reads.JsonAsync(region, "kms", "TrentService.ListResourceTags", new JsonObject { ["KeyId"] = arn })),
        "acm" => Read(await reads.JsonAsync(region, "acm", "CertificateManager.ListTagsForCertificate", new JsonObject { ["CertificateArn"] = arn })),
        "backup" => Read(await reads.RestAsync(region, "backup", "/tags/" + Uri.EscapeDataString(arn))),
        "lambda" => Read(await reads.RestAsync(region, "lambda", "/2017-03-31/tags/" + Uri.EscapeDataString(arn))),
        "rds" => Read(await reads.QueryAsync(region, "rds", "ListTagsForResource", "2014-10-31", ("ResourceName", arn))),
        "elasticache" => Read(await reads.QueryAsync(region, "elasticache", "ListTagsForResource", "2015-02-02", ("ResourceName", arn))),
        "elasticloadbalancing" => Read(await reads.QueryAsync(region, "elasticloadbalancing", "DescribeTags", "2015-12-01", ("ResourceArns.member.1", arn))),
        "sns" => Read(await reads.QueryAsync(region, "sns", "ListTagsForResource", "2010-03-31", ("ResourceArn", arn))),
        "cloudwatch" => Read(await reads.QueryAsync(region, "monitoring", "ListTagsForResource", "2010-08-01", ("ResourceARN", arn))),
        "ec2" => Read(await reads.QueryAsync(region, "ec2", "DescribeTags", "2016-11-15", ("Filter.1.Name", "resource-id"), ("Filter.1.Value.1", resource[(resource.IndexOf('/', StringComparison.Ordinal) + 1)..]))),
        _ => null,
    };

    // The stream's part, which tags do not know.
    private static string LogGroup(string arn) => arn.IndexOf(":log-stream:", StringComparison.Ordinal) is > 0 and var at ? arn[..at] : arn;

    // Whatever the list is called: [{Key, Value}], [{TagKey, TagValue}] or a map.
    private static Dictionary<string, string>? Read(JsonObject? answer)
    {
        if (answer is null) return null;
        foreach (var (name, node) in answer)
        {
            if (!name.Equals("tags", StringComparison.OrdinalIgnoreCase)) continue;
            if (node is JsonObject map) return map.ToDictionary(pair => pair.Key, pair => Text(pair.Value));
            return (node as JsonArray ?? []).OfType<JsonObject>().ToDictionary(tag => Text(tag["Key"] ?? tag["key"] ?? tag["TagKey"]), tag => Text(tag["Value"] ?? tag["value"] ?? tag["TagValue"]));
        }

        return [];
    }

    private static Dictionary<string, string>? Read(XElement? answer)
    {
        if (answer is null) return null;
        var tags = new Dictionary<string, string>();
        foreach (var element in answer.Descendants())
        {
            var children = element.Elements().DistinctBy(child => child.Name.LocalName).ToDictionary(child => child.Name.LocalName.ToUpperInvariant(), child => child.Value);
            if (children.TryGetValue("KEY", out var key) && children.TryGetValue("VALUE", out var value)) tags[key] = value;
        }

        return tags;
    }

    private static string Text(JsonNode? node) => node is JsonValue value && value.GetValueKind() == JsonValueKind.String ? value.GetValue<string>() : "";
}
