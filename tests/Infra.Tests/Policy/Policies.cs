using System.Globalization;
using System.Text.Json.Nodes;

namespace Notejam.Infra.Tests.Policy;

/// <summary>What every plan must keep to. Each answers with the violations, one line each.</summary>
internal static class Policies
{
    // Of each type, the key that its data are encrypted with.
    private static readonly Dictionary<string, string> KeyOf = new(StringComparer.Ordinal)
    {
        ["aws_db_instance"] = "kms_key_id",
        ["aws_elasticache_replication_group"] = "kms_key_id",
        ["aws_cloudwatch_log_group"] = "kms_key_id",
        ["aws_secretsmanager_secret"] = "kms_key_id",
        ["aws_sns_topic"] = "kms_master_key_id",
        ["aws_backup_vault"] = "kms_key_arn",
        ["aws_ecr_repository"] = "encryption_configuration.0.kms_key",
        ["aws_s3_bucket_server_side_encryption_configuration"] = "rule.0.apply_server_side_encryption_by_default.0.kms_master_key_id",
    };

    private static readonly (string Type, string Attribute)[] MustBeTrue =
    [
        ("aws_db_instance", "storage_encrypted"),
        ("aws_elasticache_replication_group", "at_rest_encryption_enabled"),
        ("aws_elasticache_replication_group", "transit_encryption_enabled"),
        ("aws_kms_key", "enable_key_rotation"),
        ("aws_s3_bucket_public_access_block", "block_public_acls"),
        ("aws_s3_bucket_public_access_block", "block_public_policy"),
        ("aws_s3_bucket_public_access_block", "ignore_public_acls"),
        ("aws_s3_bucket_public_access_block", "restrict_public_buckets"),
    ];

    // What the provider asks of each key, also of one that signs, and what mends a policy.
    private static readonly string[] ReadOfKeys = ["kms:DescribeKey", "kms:GetKeyPolicy", "kms:GetKeyRotationStatus", "kms:ListResourceTags", "kms:PutKeyPolicy"];

    /// <summary>Everything that keeps data is encrypted with a key of ours, and every key is rotated.</summary>
    public static IEnumerable<string> Unencrypted(StackPlan plan)
    {
        foreach (var resource in plan.Resources)
        {
            if (KeyOf.TryGetValue(resource.Type, out var key) && (!resource.Has(key) || resource[key]?.ToString().Contains("alias/aws/", StringComparison.Ordinal) == true))
                yield return $"{resource.Address} has no {key} of ours";
            // AWS rotates keys that encrypt; one that signs is asymmetric and stays.
            if (resource.Type == "aws_kms_key" && resource["key_usage"]?.ToString() == "SIGN_VERIFY") continue;
            foreach (var (_, attribute) in MustBeTrue.Where(rule => rule.Type == resource.Type && !resource.IsTrue(rule.Attribute)))
                yield return $"{resource.Address}: {attribute} is not true";
        }

        // What a bucket is, stands in resources beside it.
        foreach (var bucket in plan.Resources.Where(resource => resource.Type == "aws_s3_bucket"))
            foreach (var needed in new[] { "aws_s3_bucket_server_side_encryption_configuration", "aws_s3_bucket_public_access_block" })
                if (!plan.Resources.Any(resource => resource.Type == needed && resource.Module == bucket.Module))
                    yield return $"{bucket.Address} has no {needed} beside it";
    }

    /// <summary>Nothing but a load balancer takes connections from everywhere.</summary>
    public static IEnumerable<string> Public(StackPlan plan)
    {
        foreach (var resource in plan.Resources)
        {
            var isOpen = resource.Type == "aws_vpc_security_group_ingress_rule" && (resource["cidr_ipv4"]?.ToString() == "0.0.0.0/0" || resource["cidr_ipv6"]?.ToString() == "::/0");
            if (isOpen && !plan.Resources.Any(other => other.Type == "aws_lb" && other.Module == resource.Module)) yield return $"{resource.Address} opens to everybody what is no load balancer";
            if (isOpen && resource["from_port"]?.ToString() is not ("80" or "443")) yield return $"{resource.Address} opens port {resource["from_port"]} to everybody";
            if (resource.IsTrue("publicly_accessible") || resource.IsTrue("map_public_ip_on_launch") || resource.IsTrue("assign_public_ip")) yield return $"{resource.Address} gets a public address";
            if (resource["network_configuration.0.assign_public_ip"] is JsonValue value && value.TryGetValue<bool>(out var isPublic) && isPublic) yield return $"{resource.Address} gives its tasks public addresses";
            if (resource.Type is "aws_security_group" && (resource["ingress"] as JsonArray)?.Count > 0) yield return $"{resource.Address} has rules within, which no rule here sees";
        }

        foreach (var statement in plan.Statements.Where(statement => statement is { Effect: "Allow", IsConditional: false } && statement.Principals.Contains("*")))
            yield return $"{statement.Source} allows {string.Join(", ", statement.Actions)} to everybody";
    }

    /// <summary>No policy allows every action of a service on everything.</summary>
    public static IEnumerable<string> Wildcards(StackPlan plan)
    {
        foreach (var statement in plan.Statements.Where(statement => statement.Effect == "Allow" && statement.Resources.Contains("*")))
        {
            var wild = statement.Actions.Where(action => action == "*" || action.EndsWith(":*", StringComparison.Ordinal)).ToList();
            // In a key's own policy "*" is this key, and AWS wants the account named there: without that nobody could change the policy ever again.
            if (wild is ["kms:*"] && statement.Principals.Count > 0 && statement.Principals.All(principal => principal.EndsWith(":root", StringComparison.Ordinal))) continue;
            if (wild.Count > 0) yield return $"{statement.Source} allows {string.Join(", ", wild)} on *";
        }
    }

    /// <summary>Every key can be read by whoever may by IAM: of what a key's own policy leaves out, no IAM policy gives anything back.</summary>
    public static IEnumerable<string> UnreadableKeys(StackPlan plan)
    {
        foreach (var key in plan.Resources.Where(resource => resource.Type == "aws_kms_key" && resource.Has("policy")))
        {
            // One that only the apply tells is the document's of its module.
            var source = key["policy"] is null ? $"{key.Module}.data.aws_iam_policy_document." : $"{key.Address}.policy";
            var given = plan.Statements.Where(statement => statement.Source.StartsWith(source, StringComparison.Ordinal) && statement is { Effect: "Allow", IsConditional: false } && statement.Principals.Any(principal => principal.EndsWith(":root", StringComparison.Ordinal)))
                .SelectMany(statement => statement.Actions).ToList();
            if (given.Contains("kms:*")) continue;
            foreach (var action in ReadOfKeys.Except(given)) yield return $"{key.Address} leaves out {action} for the account";
        }
    }

    /// <summary>Every log group drops its logs some day.</summary>
    public static IEnumerable<string> WithoutRetention(StackPlan plan) =>
        plan.Resources.Where(resource => resource.Type == "aws_cloudwatch_log_group")
            .Where(group => !int.TryParse(group["retention_in_days"]?.ToString(), NumberStyles.None, CultureInfo.InvariantCulture, out var days) || days == 0)
            .Select(group => $"{group.Address} keeps its logs for ever");

    /// <summary>Everything that can carry tags carries these.</summary>
    public static IEnumerable<string> Untagged(StackPlan plan, params string[] tags) =>
        from resource in plan.Resources
        where resource.After.ContainsKey("tags_all")
        let missing = tags.Where(tag => resource[$"tags_all.{tag}"] is null).ToList()
        where missing.Count > 0
        select $"{resource.Address} lacks {string.Join(", ", missing)}";

    /// <summary>No value that the provider holds for secret stands in the plan.</summary>
    public static IEnumerable<string> Secrets(StackPlan plan) =>
        plan.Resources.SelectMany(resource => Known(resource.After, resource.Sensitive).Select(path => $"{resource.Address}{path} is in the plan"));

    private static IEnumerable<string> Known(JsonNode? value, JsonNode? sensitive) => (value, sensitive) switch
    {
        (JsonValue known, JsonValue marked) when marked.TryGetValue<bool>(out var secret) && secret => known.ToString().Length > 0 ? [""] : [],
        (JsonObject all, JsonValue marked) when marked.TryGetValue<bool>(out var secret) && secret => all.Count > 0 ? [""] : [],
        (JsonArray all, JsonValue marked) when marked.TryGetValue<bool>(out var secret) && secret => all.Count > 0 ? [""] : [],
        (JsonObject all, JsonObject marks) => marks.SelectMany(mark => Known(all[mark.Key], mark.Value).Select(path => $".{mark.Key}{path}")),
        (JsonArray all, JsonArray marks) => all.Zip(marks).SelectMany((pair, index) => Known(pair.First, pair.Second).Select(path => $"[{index}]{path}")),
        _ => [],
    };
}
