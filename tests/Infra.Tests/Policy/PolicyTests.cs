namespace Notejam.Infra.Tests.Policy;

/// <summary>What holds for every stack in both regions, seen in the plans of production.</summary>
[Trait("Suite", "wire")]
[Collection(PlansGroup.Name)]
public sealed class PolicyTests(PlansFixture plans)
{
    public static TheoryData<string> Plans => ["account", "account of another region", "backup", "recovery", "drill", "failover", "delivery", "schedules", "eu-central-1", "eu-west-2"];

    [Theory]
    [MemberData(nameof(Plans))]
    public void Everything_is_encrypted_with_keys_of_ours_that_are_rotated(string plan) => Assert.Empty(Policies.Unencrypted(plans[plan]));

    [Theory]
    [MemberData(nameof(Plans))]
    public void Every_key_can_be_read_by_whoever_may_by_IAM(string plan) => Assert.Empty(Policies.UnreadableKeys(plans[plan]));

    [Theory]
    [MemberData(nameof(Plans))]
    public void Nothing_but_the_load_balancer_is_open_to_everybody(string plan) => Assert.Empty(Policies.Public(plans[plan]));

    [Theory]
    [InlineData("eu-central-1", "443 465")]
    [InlineData("recovery", "443 465")]
    // Without a mail server.
    [InlineData("eu-west-2", "443")]
    public void Tasks_reach_the_internet_by_https_and_the_port_of_the_mail_server_alone(string plan, string ports) =>
        Assert.Equal(ports, string.Join(' ', plans[plan].Resources.Where(resource => resource.Type == "aws_vpc_security_group_egress_rule" && resource.Module is "module.service" or "module.recovery" && resource["cidr_ipv4"]?.ToString() == "0.0.0.0/0").Select(resource => resource["from_port"]!.ToString()).Distinct().Order()));

    [Theory]
    [MemberData(nameof(Plans))]
    public void No_policy_allows_every_action_on_everything(string plan)
    {
        // What is put beside a restored database makes no role and no policy.
        Assert.Equal(plan is not ("drill" or "failover"), plans[plan].Statements.Any());
        Assert.Empty(Policies.Wildcards(plans[plan]));
    }

    [Theory]
    [MemberData(nameof(Plans))]
    public void Every_log_group_has_a_retention(string plan) => Assert.Empty(Policies.WithoutRetention(plans[plan]));

    [Theory]
    [MemberData(nameof(Plans))]
    public void Everything_is_tagged(string plan)
    {
        string[] tags = ["Project", "Region", "ManagedBy", "Repository"];
        Assert.NotEmpty(plans[plan].Resources);
        Assert.Empty(Policies.Untagged(plans[plan], plan.StartsWith("account", StringComparison.Ordinal) ? tags : [.. tags, "Environment"]));
    }

    [Fact]
    public void What_stands_ready_for_a_disaster_costs_nothing_by_the_hour()
    {
        string[] costly = ["aws_db_instance", "aws_eip", "aws_ecs_service", "aws_elasticache_replication_group", "aws_instance", "aws_lb", "aws_nat_gateway"];
        Assert.DoesNotContain(plans["recovery"].Resources, resource => costly.Contains(resource.Type) || resource.Type == "aws_vpc_endpoint" && resource["vpc_endpoint_type"]?.ToString() != "Gateway");
        Assert.Contains(plans["drill"].Resources, resource => resource.Type == "aws_nat_gateway");
    }

    [Theory]
    [InlineData("drill", "Drill", "Failover")]
    [InlineData("failover", "Failover", "Drill")]
    public void All_that_is_put_beside_a_restored_database_carries_its_tag_and_none_of_it_is_a_database_or_a_key(string plan, string tag, string other)
    {
        Assert.Empty(Policies.Untagged(plans[plan], tag));
        // Whoever may remove a drill's may not remove what serves.
        Assert.DoesNotContain(plans[plan].Resources, resource => resource[$"tags_all.{other}"] is not null);
        Assert.DoesNotContain(plans[plan].Resources, resource => resource.Type is "aws_db_instance" or "aws_kms_key" or "aws_secretsmanager_secret" or "aws_iam_role");
    }

    [Fact]
    public void A_failover_is_named_apart_from_drills_and_takes_the_domain_over()
    {
        Assert.Contains(plans["failover"].Resources, resource => resource.Type == "aws_lb" && resource["name"]?.ToString() == "notejam-production-live-k3xm9");
        Assert.Contains(plans["failover"].Resources, resource => resource.Type == "aws_route53_record" && resource["failover_routing_policy.0.type"]?.ToString() == "SECONDARY");
        Assert.DoesNotContain(plans["drill"].Resources, resource => resource.Type == "aws_route53_record");
        Assert.Contains(plans["recovery"].Resources, resource => resource.Type == "aws_acm_certificate" && resource["domain_name"]?.ToString() == "notejam.example");
        Assert.DoesNotContain(plans["failover"].Resources, resource => resource.Type == "aws_acm_certificate");
    }

    [Fact]
    public void Each_record_of_the_domain_has_one_owner()
    {
        // A drill has no domain; the others can all stand at once.
        var records = new[] { "eu-central-1", "eu-west-2", "recovery", "failover" }
            .SelectMany(plan => plans[plan].Resources.Where(resource => resource.Type == "aws_route53_record").Select(record => $"{plan} {record.Address} {record["failover_routing_policy.0.type"]}".TrimEnd()));

        Assert.Equal(
            ["eu-central-1 module.edge.aws_route53_record.certificate[0]", "eu-central-1 module.edge.aws_route53_record.this[0] PRIMARY", "failover module.recovered.aws_route53_record.this[0] SECONDARY"],
            records.Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Whether_the_primary_region_serves_is_told_in_the_other_one()
    {
        var checks = plans["eu-central-1"].Resources.Where(resource => resource.Type == "aws_route53_health_check").ToDictionary(check => check["type"]!.ToString());
        Assert.Equal(["CALCULATED", "CLOUDWATCH_METRIC", "HTTPS"], checks.Keys.Order(StringComparer.Ordinal));
        Assert.Equal("eu-west-2", checks["CLOUDWATCH_METRIC"]["cloudwatch_alarm_region"]?.ToString());
        Assert.Equal("eu-west-2", plans["eu-central-1"].Resources.Single(resource => resource["metric_name"]?.ToString() == "FailedOver")["tags_all.Region"]?.ToString());
        Assert.DoesNotContain(plans["eu-west-2"].Resources, resource => resource["metric_name"]?.ToString() == "FailedOver");
    }

    [Fact]
    public void What_runs_by_the_clock_stands_where_backups_are_copied_to_and_only_when_asked_for()
    {
        var projects = plans["schedules"].Resources.Where(resource => resource.Type == "aws_codebuild_project").ToList();
        Assert.Equal(["notejam-delivery-production-drill", "notejam-delivery-production-verify-backups"], projects.Select(project => project["name"]!.ToString()).Order(StringComparer.Ordinal));
        Assert.Equal(2, plans["schedules"].Resources.Count(resource => resource.Type == "aws_scheduler_schedule"));
        Assert.DoesNotContain(plans["schedules"].Resources, resource => resource["tags_all.Region"] is { } region && region.ToString() != "eu-west-2");
        Assert.DoesNotContain(plans["schedules"].Resources, resource => resource.Type == "aws_codepipeline");

        Assert.Contains(plans["delivery"].Resources, resource => resource.Type == "aws_codepipeline");
        Assert.DoesNotContain(plans["delivery"].Resources, resource => resource.Type.StartsWith("aws_scheduler_", StringComparison.Ordinal) || resource["tags_all.Region"]?.ToString() == "eu-west-2");
    }

    [Fact]
    public void Roles_of_deliveries_and_schedules_are_out_of_the_deploy_roles_reach()
    {
        var kept = plans["account"].Statements.Single(statement => statement.Effect == "Deny" && statement.Actions.Contains("iam:UpdateAssumeRolePolicy")).Resources.Select(arn => arn.Split(":role/")[1].TrimEnd('*')).ToList();
        var roles = new[] { "account", "delivery", "schedules" }.SelectMany(plan => plans[plan].Resources).Where(resource => resource.Type == "aws_iam_role").Select(role => role["name"]!.ToString()).ToList();

        Assert.Equal(10, roles.Count);
        Assert.All(roles, role => Assert.Contains(kept, prefix => role.StartsWith(prefix, StringComparison.Ordinal)));
    }

    [Fact]
    public void Roles_are_made_once_an_account_and_a_bucket_of_states_once_a_region()
    {
        Assert.Contains(plans["account"].Resources, resource => resource.Type == "aws_iam_role");
        Assert.DoesNotContain(plans["account of another region"].Resources, resource => resource.Type.StartsWith("aws_iam_", StringComparison.Ordinal));
        Assert.Contains(plans["account of another region"].Resources, resource => resource.Type == "aws_s3_bucket");
    }

    [Fact]
    public void Nobody_from_GitHub_deletes_a_backup_and_whoever_recovers_makes_no_role()
    {
        string[] ending = ["backup:DeleteBackupVault", "backup:DeleteRecoveryPoint", "backup:DisassociateRecoveryPoint", "backup:UpdateRecoveryPointLifecycle", "rds:DeleteDBSnapshot"];
        var allowed = plans["account"].Statements.Where(statement => statement.Effect == "Allow" && statement.Source.Contains("aws_iam_policy.this[", StringComparison.Ordinal)).ToList();
        var recovering = allowed.Where(statement => statement.Source.Contains("[\"drill-", StringComparison.Ordinal) || statement.Source.Contains("[\"failover-", StringComparison.Ordinal)).ToList();

        Assert.Contains(recovering, statement => statement.Actions.Contains("backup:StartRestoreJob"));
        Assert.DoesNotContain(allowed, statement => statement.Actions.Intersect(ending).Any());
        // They pass roles that stand.
        Assert.Equal(["iam:PassRole"], recovering.SelectMany(statement => statement.Actions).Where(action => action.StartsWith("iam:", StringComparison.Ordinal)).Distinct());
        Assert.Equal(["drill-data", "failover-data"], allowed.Where(statement => statement.Actions.Contains("backup:StartRestoreJob")).Select(statement => statement.Source.Split('"')[1]).Order(StringComparer.Ordinal));
    }

    [Theory]
    [MemberData(nameof(Plans))]
    public void No_secret_is_in_a_plan(string plan) => Assert.Empty(Policies.Secrets(plans[plan]));
}
