namespace Notejam.EndToEnd.Support;

/// <summary>What stands in a sandbox, asked service by service as an auditor would.</summary>
public sealed class Leftovers(SandboxWorld world)
{
    /// <summary>What carries the environment's name in either region; keys count until they are scheduled for deletion.</summary>
    public Task<string> OfTheEnvironmentAsync() => AskAsync("""
        import boto3
        found = []
        for region in ("eu-central-1", "eu-west-2"):
            c = lambda service: boto3.client(service, region_name=region)
            found += [k["KeyId"] for k in c("kms").list_keys()["Keys"] if (d := c("kms").describe_key(KeyId=k["KeyId"])["KeyMetadata"])["KeyState"] == "Enabled" and d["KeyManager"] == "CUSTOMER"
                      and any(t["TagKey"] == "Environment" for t in c("kms").list_resource_tags(KeyId=k["KeyId"])["Tags"])]
            found += [v["VpcId"] for v in c("ec2").describe_vpcs()["Vpcs"] if not v["IsDefault"]]
            names = [i["DBInstanceIdentifier"] for i in c("rds").describe_db_instances()["DBInstances"]]
            names += [s["DBSnapshotIdentifier"] for s in c("rds").describe_db_snapshots()["DBSnapshots"]]
            names += [g["ReplicationGroupId"] for g in c("elasticache").describe_replication_groups()["ReplicationGroups"]]
            names += c("ecs").list_clusters()["clusterArns"] + c("ecs").list_task_definitions()["taskDefinitionArns"]
            names += [l["LoadBalancerName"] for l in c("elbv2").describe_load_balancers()["LoadBalancers"]]
            names += [r["repositoryName"] for r in c("ecr").describe_repositories()["repositories"]]
            names += [s["Name"] for s in c("secretsmanager").list_secrets()["SecretList"]]
            names += [g["logGroupName"] for g in c("logs").describe_log_groups()["logGroups"]]
            names += [v["BackupVaultName"] for v in c("backup").list_backup_vaults()["BackupVaultList"]]
            names += [p["BackupPlanName"] for p in c("backup").list_backup_plans()["BackupPlansList"]]
            names += [t["TopicArn"] for t in c("sns").list_topics()["Topics"]]
            names += [a["AlarmName"] for a in c("cloudwatch").describe_alarms()["MetricAlarms"]]
            names += [d["DashboardName"] for d in c("cloudwatch").list_dashboards()["DashboardEntries"]]
            names += [w["Name"] for w in c("wafv2").list_web_acls(Scope="REGIONAL")["WebACLs"]]
            names += [c["DomainName"] for c in c("acm").list_certificates()["CertificateSummaryList"]]
            found += [n for n in names if "notejam" in n]
        route53 = boto3.client("route53")
        found += [f"{r['Type']} {r['Name']}" for z in route53.list_hosted_zones()["HostedZones"]
                  for r in route53.list_resource_record_sets(HostedZoneId=z["Id"])["ResourceRecordSets"] if r["Type"] not in ("NS", "SOA")]
        found += ["health check " + h["Id"] for h in route53.list_health_checks()["HealthChecks"]]
        found += [r["RoleName"] for r in boto3.client("iam").list_roles()["Roles"] if r["RoleName"].startswith("notejam") and not r["RoleName"].startswith("notejam-github-")]
        print("\n".join(found))
        """);

    /// <summary>What of drills and failovers is in the disaster-recovery region.</summary>
    public Task<string> OfDrillsAsync() => AskAsync("""
        import boto3
        c = lambda service: boto3.client(service, region_name="eu-west-2")
        names = [i["DBInstanceIdentifier"] for i in c("rds").describe_db_instances()["DBInstances"]]
        names += [g["ReplicationGroupId"] for g in c("elasticache").describe_replication_groups()["ReplicationGroups"]]
        names += [l["LoadBalancerName"] for l in c("elbv2").describe_load_balancers()["LoadBalancers"]]
        names += [g["TargetGroupName"] for g in c("elbv2").describe_target_groups()["TargetGroups"]]
        names += [s for s in c("ecs").list_services(cluster="notejam-production-dr")["serviceArns"]]
        names += c("ecs").list_tasks(cluster="notejam-production-dr")["taskArns"]
        names += [t for t in c("ecs").list_task_definitions()["taskDefinitionArns"] if "-dr:" in t]
        names += ["nat " + n["NatGatewayId"] for n in c("ec2").describe_nat_gateways()["NatGateways"] if n["State"] not in ("deleted", "deleting")]
        names += ["address " + a["AllocationId"] for a in c("ec2").describe_addresses()["Addresses"]]
        print("\n".join(names))
        """);

    /// <summary>What the primary region keeps in the other one: copies of backups, images, replicas of secrets.</summary>
    public Task<string> ReplicasAsync() => AskAsync("""
        import boto3
        c = lambda service: boto3.client(service, region_name="eu-west-2")
        names = [p["RecoveryPointArn"] for p in c("backup").list_recovery_points_by_backup_vault(BackupVaultName="notejam-production")["RecoveryPoints"]]
        names += [i["imageDigest"] for i in c("ecr").describe_images(repositoryName="notejam-production")["imageDetails"]]
        names += [s["ARN"] for s in c("secretsmanager").list_secrets()["SecretList"]]
        names += [a for a in c("ecs").list_clusters()["clusterArns"] if a.endswith("-dr")]
        print("\n".join(sorted(names)))
        """);

    private async Task<string> AskAsync(string script) => (await world.RunAsync("python3", "-c", script)).Trim();
}
