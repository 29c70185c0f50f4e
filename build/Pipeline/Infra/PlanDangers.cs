using System.Text.Json.Nodes;
using Notejam.Pipeline.Records;

namespace Notejam.Pipeline.Infra;

/// <summary>Which planned changes people should hear of, and which are refused unless they are allowed by name.</summary>
public static class PlanDangers
{
    // What cannot be made again: a database, a vault, a key, a secret, the bucket of the states.
    private static readonly Dictionary<string, string> Guarded = new(StringComparer.Ordinal)
    {
        ["aws_db_instance"] = "its data are lost",
        ["aws_rds_cluster"] = "its data are lost",
        ["aws_backup_vault"] = "its backups are lost",
        ["aws_kms_key"] = "what it has encrypted can never be read again",
        ["aws_kms_replica_key"] = "what it has encrypted can never be read again",
        ["aws_secretsmanager_secret"] = "the secret is lost",
        ["aws_s3_bucket"] = "its objects are lost",
    };

    private static readonly Dictionary<string, string> Missed = new(StringComparer.Ordinal)
    {
        ["aws_ecr_repository"] = "its images are lost",
        ["aws_elasticache_replication_group"] = "everybody is signed out",
        ["aws_lb"] = "Notejam is not reached meanwhile, and its address changes",
        ["aws_ecs_cluster"] = "Notejam stops",
        ["aws_ecs_service"] = "Notejam stops",
        ["aws_cloudwatch_log_group"] = "its logs are lost",
        ["aws_backup_plan"] = "no backup is made any more",
        ["aws_backup_selection"] = "no backup is made any more",
        ["aws_backup_vault_lock_configuration"] = "backups can be deleted",
        ["aws_backup_vault_policy"] = "backups can be deleted",
        ["aws_vpc"] = "everything in it goes too",
        ["aws_s3_bucket_public_access_block"] = "the bucket can be made public",
        ["aws_wafv2_web_acl_association"] = "requests are no longer looked at",
        ["aws_route53_zone"] = "its names lead nowhere",
    };

    private static readonly Loosening[] Loosenings =
    [
        new("deletion_protection", "AWS no longer refuses to delete it", (before, after) => IsTrue(before) && IsFalse(after)),
        new("enable_deletion_protection", "AWS no longer refuses to delete it", (before, after) => IsTrue(before) && IsFalse(after)),
        new("skip_final_snapshot", "when it is deleted, no snapshot stays", (before, after) => IsFalse(before) && IsTrue(after)),
        new("multi_az", "no standby takes over any more", (before, after) => IsTrue(before) && IsFalse(after)),
        new("automatic_failover_enabled", "no replica takes over any more", (before, after) => IsTrue(before) && IsFalse(after)),
        new("publicly_accessible", "it can be reached from the internet", (before, after) => !IsTrue(before) && IsTrue(after)),
        new("backup_retention_period", "older backups are dropped", Lowered),
        new("retention_in_days", "older logs are dropped", (before, after) => Number(before) is { } old && Number(after) is { } now && Days(now) < Days(old)),
        new("deletion_window_in_days", "less time to take a deletion back", Lowered),
        new("enable_key_rotation", "the key is no longer rotated", (before, after) => IsTrue(before) && !IsTrue(after)),
        new("force_destroy", "it can be destroyed with all that is in it", (before, after) => !IsTrue(before) && IsTrue(after)),
        new("force_delete", "it can be destroyed with all that is in it", (before, after) => !IsTrue(before) && IsTrue(after)),
        new("image_tag_mutability", "a tag can come to mean another image", (before, after) => Text(before) == "IMMUTABLE" && Text(after) != "IMMUTABLE"),
        new("block_public_acls", "the bucket can be made public", (before, after) => IsTrue(before) && !IsTrue(after)),
        new("block_public_policy", "the bucket can be made public", (before, after) => IsTrue(before) && !IsTrue(after)),
        new("restrict_public_buckets", "the bucket can be made public", (before, after) => IsTrue(before) && !IsTrue(after)),
    ];

    /// <summary>The dangers of one planned change.</summary>
    /// <param name="address">The resource's address.</param>
    /// <param name="type">Its type.</param>
    /// <param name="action"><c>create</c>, <c>update</c>, <c>delete</c> or <c>replace</c>.</param>
    /// <param name="change">The member <c>change</c> of <c>terraform show -json</c>.</param>
    /// <param name="reason">Terraform's <c>action_reason</c>, if it gives one.</param>
    public static IEnumerable<PlanDanger> Find(string address, string type, string action, JsonNode change, string? reason = null)
    {
        ArgumentNullException.ThrowIfNull(change);
        // What a failed creation has left holds nothing yet: a rerun must be free to make it anew.
        if (action == "replace" && reason == "replace_because_tainted" && Guarded.ContainsKey(type))
        {
            yield return new PlanDanger(address, "is made anew: its creation failed", IsGuarded: false);
        }
        else if (action is "delete" or "replace")
        {
            var verb = action == "replace" ? "is destroyed and made anew" : "is destroyed";
            if (Guarded.TryGetValue(type, out var loss)) yield return new PlanDanger(address, $"{verb}: {loss}", IsGuarded: true);
            else if (Missed.TryGetValue(type, out var missed)) yield return new PlanDanger(address, $"{verb}: {missed}", IsGuarded: false);
        }

        if (action == "update")
            foreach (var loosening in Loosenings)
                if (loosening.Applies(change["before"]?[loosening.Attribute], change["after"]?[loosening.Attribute]))
                    yield return new PlanDanger(address, $"{loosening.Attribute}: {loosening.Means}", IsGuarded: false);

        if (action is "create" or "update" or "replace" && Opens(type, change["after"]) is { } opening)
            yield return new PlanDanger(address, opening, IsGuarded: false);

        // In compliance mode nobody, AWS included, takes the lock away once its days of grace are over.
        if (type == "aws_backup_vault_lock_configuration" && action != "delete" && change["after"]?["changeable_for_days"] is JsonValue days)
            yield return new PlanDanger(address, $"locks the vault in compliance mode: after {days} days nobody can ever take that back", IsGuarded: true);
    }

    private static string? Opens(string type, JsonNode? after)
    {
        if (type != "aws_vpc_security_group_ingress_rule" || Text(after?["cidr_ipv4"]) != "0.0.0.0/0" && Text(after?["cidr_ipv6"]) != "::/0") return null;
        // A web server's own ports are meant to be open.
        return Number(after?["from_port"]) is { } from && Number(after?["to_port"]) == from && from is 80 or 443 ? null
            : $"opens ports {after?["from_port"] ?? "all"} to {after?["to_port"] ?? "all"} to everybody";
    }

    private static bool Lowered(JsonNode? before, JsonNode? after) => Number(before) is { } old && Number(after) is { } now && now < old;

    // CloudWatch keeps logs of 0 days for ever.
    private static int Days(int retention) => retention == 0 ? int.MaxValue : retention;

    private static bool IsTrue(JsonNode? node) => node is JsonValue value && value.TryGetValue<bool>(out var truth) && truth;

    private static bool IsFalse(JsonNode? node) => node is JsonValue value && value.TryGetValue<bool>(out var truth) && !truth;

    private static string? Text(JsonNode? node) => node is JsonValue value && value.TryGetValue<string>(out var text) ? text : null;

    private static int? Number(JsonNode? node) => node is JsonValue value && value.TryGetValue<int>(out var number) ? number : null;

    private sealed record Loosening(string Attribute, string Means, Func<JsonNode?, JsonNode?, bool> Applies);
}
