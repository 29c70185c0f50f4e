using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Microsoft.Playwright;
using Notejam.EndToEnd.Support;
using Notejam.Machine;
using Notejam.Machine.Docker;
using Notejam.Machine.Processes;
using Notejam.Tests.Browser;

namespace Notejam.EndToEnd.Deploy;

/// <summary>The whole path on one machine, told in the order in which a user meets it.</summary>
[Trait("Suite", "e2e")]
[TestCaseOrderer("Notejam.EndToEnd.Support.InOrder", "Notejam.EndToEnd")]
public sealed partial class DeployTests(SandboxWorld world) : IClassFixture<SandboxWorld>
{
    private const string Email = "ada@example.com";
    private const string Password = "correct horse battery";
    private const string SecretKey = "sentinel-0123456789-abcdefghij-KLMNOPQRST";
    private const string Page = "app/Notejam/Pages/Shared/_Layout.cshtml";

    private Uri Url => new((string)world.Report["url"]!);

    private string TaskDefinition => (string)world.Report["rollout"]!["taskDefinitionArn"]!;

    private Uri Live => new(Url, "/signin/");

    [Fact]
    [Chapter(1)]
    public async Task The_first_deploy_brings_a_notejam_that_a_person_can_use()
    {
        var preseed = await PreseedAsync();
        Assert.Contains("created notejam-production/application in eu-central-1 with secret_key, smtp_password", preseed.Output, StringComparison.Ordinal);
        var run = (await world.DeployAsync()).ExitsWith(success: true);
        Assert.All(new[] { preseed, run }, said => Assert.DoesNotContain(SecretKey, said.Output, StringComparison.Ordinal));
        var report = world.Report;
        Assert.Equal("Live", (string?)report["outcome"]);
        Assert.Equal("eu-central-1", (string?)report["region"]);
        Assert.Equal("production", (string?)report["environment"]);
        Assert.Equal("Passed", (string?)report["scan"]!["verdict"]);
        Assert.StartsWith("sha256:", (string?)report["imageDigest"], StringComparison.Ordinal);
        Assert.True((int)report["infra"]!["added"]! > 30);
        Assert.All(report["stages"]!.AsArray(), stage => Assert.Contains((string?)stage!["outcome"], new[] { "Done", "Skipped" }));

        await using var chromium = await Chromium.StartAsync();
        var page = await chromium.NewPageAsync(Url);
        var visitor = new NotejamVisitor(page);
        await visitor.EnterAsync(Email, Password);
        await visitor.WriteNoteAsync("Before the rollout", "Still here afterwards?");
    }

    [Fact]
    [Chapter(2)]
    public async Task Clients_that_nobody_here_wrote_see_the_same()
    {
        var report = world.Report;
        var service = JsonNode.Parse(await SandboxWorld.RunAsync("aws", "ecs", "describe-services", "--cluster", "notejam-production", "--services", "notejam-production"))!["services"]![0]!;
        Assert.Equal("CODE_DEPLOY", (string?)service["deploymentController"]!["type"]);
        Assert.Equal((int?)service["desiredCount"], (int?)service["taskSets"]!.AsArray().Single(set => (string?)set!["status"] == "PRIMARY")!["runningCount"]);
        var deployment = JsonNode.Parse(await SandboxWorld.RunAsync("aws", "deploy", "get-deployment", "--deployment-id", (string)report["rollout"]!["deploymentId"]!))!;
        Assert.Equal("Succeeded", (string?)deployment["deploymentInfo"]!["status"]);
        var digests = await SandboxWorld.RunAsync("python3", "-c", "import boto3; print([i['imageDigest'] for i in boto3.client('ecr').describe_images(repositoryName='notejam-production')['imageDetails']])");
        Assert.Contains((string)report["imageDigest"]!, digests, StringComparison.Ordinal);
        var database = JsonNode.Parse(await SandboxWorld.RunAsync("aws", "rds", "describe-db-instances"))!["DBInstances"]![0]!;
        Assert.True((bool?)database["StorageEncrypted"]);
    }

    [Fact]
    [Chapter(3)]
    public async Task The_same_again_changes_nothing_and_says_why()
    {
        var before = TaskDefinition;
        var digest = (string?)world.Report["imageDigest"];
        var run = (await world.DeployAsync()).ExitsWith(success: true);
        var report = world.Report;
        Assert.Equal("Unchanged", (string?)report["outcome"]);
        Assert.Equal(before, TaskDefinition);
        Assert.Equal(digest, (string?)report["imageDigest"]);
        Assert.Null(report["rollout"]!["deploymentId"]);
        Assert.Equal((0, 0, 0), ((int)report["infra"]!["added"]!, (int)report["infra"]!["changed"]!, (int)report["infra"]!["destroyed"]!));
        foreach (var name in new[] { "Test", "Image", "Push", "Apply", "Migrate", "Rollout" })
        {
            var stage = report["stages"]!.AsArray().Single(item => (string?)item!["name"] == name)!;
            Assert.Equal("Skipped", (string?)stage["outcome"]);
            Assert.Contains($"nothing to do: {((string)stage["reason"]!).Split('\n')[0]}", run.Output, StringComparison.Ordinal);
        }
    }

    [Fact]
    [Chapter(4)]
    public async Task A_changed_line_shifts_the_traffic_without_losing_a_request()
    {
        var before = TaskDefinition;
        await world.Repository.ChangeAsync(Page, "</footer>", "<span>Second edition</span></footer>");
        await using var load = new SteadyLoad(Live, perSecond: 50);
        (await world.DeployAsync("--skip", "Test")).ExitsWith(success: true);
        await load.StopAsync();
        Assert.Equal("Live", (string?)world.Report["outcome"]);
        Assert.NotEqual(before, TaskDefinition);
        Assert.True(load.Sent > 1000, $"only {load.Sent} requests were sent");
        Assert.Empty(load.Lost);

        await using var chromium = await Chromium.StartAsync();
        var page = await chromium.NewPageAsync(Url);
        await page.GotoAsync("/signin/");
        await Assertions.Expect(page.GetByText("Second edition")).ToBeVisibleAsync();
        await page.GetByLabel("Email:").FillAsync(Email);
        await page.GetByLabel("Password:").FillAsync(Password);
        await page.GetByRole(AriaRole.Button, new() { Name = "Sign In" }).ClickAsync();
        await Assertions.Expect(page.GetByText("Before the rollout")).ToBeVisibleAsync();
    }

    [Fact]
    [Chapter(5)]
    public async Task A_release_that_never_becomes_healthy_is_rolled_back_and_its_cause_named()
    {
        await world.Repository.ChangeAsync("app/Notejam/Program.cs", "[] => await ServeCommand.RunAsync(),", "[] => throw new InvalidOperationException(\"the flux capacitor is missing\"),");
        await using var load = new SteadyLoad(Live, perSecond: 50);
        var run = (await world.DeployAsync("--skip", "Test")).ExitsWith(success: false);
        await load.StopAsync();
        Assert.Equal("RolledBack", (string?)world.Report["outcome"]);
        Assert.Contains("Essential container in task exited", run.Output, StringComparison.Ordinal);
        Assert.Contains("exit code 1", run.Output, StringComparison.Ordinal);
        Assert.Matches(@"\| Notejam cannot start: .*the flux capacitor is missing", run.Output);
        Assert.Empty(load.Lost);
        using var http = new HttpClient();
        Assert.Contains("Second edition", await http.GetStringAsync(Live), StringComparison.Ordinal);
    }

    [Fact]
    [Chapter(6)]
    public async Task A_finding_blocks_the_release_and_says_what_where_and_where_it_is_fixed()
    {
        await world.Repository.ChangeAsync("app/Notejam/Program.cs", "[] => throw new InvalidOperationException(\"the flux capacitor is missing\"),", "[] => await ServeCommand.RunAsync(),");
        await world.Repository.ChangeAsync(Page, "Second edition", "Third edition");
        // A blocked run does not come as far as to know the URL.
        var live = Live;
        using var http = new HttpClient();
        // One in what is published, one in the base image.
        foreach (var advisory in new[]
                 {
                     new { name = "CVE-2026-10001", ecosystem = "NuGet", package = "Npgsql", @fixed = "99.1.0", severity = "HIGH" },
                     new { name = "CVE-2026-10002", ecosystem = "Debian", package = "openssl", @fixed = "9:1.0-1", severity = "HIGH" },
                 })
            (await http.PostAsJsonAsync($"{SandboxWorld.Endpoint}/_sandbox/advisories", advisory)).EnsureSuccessStatusCode();
        var run = (await world.DeployAsync("--skip", "Test")).ExitsWith(success: false);
        Assert.Matches(@"High\s+CVE-2026-10001\s+Npgsql\s+\d+\.\d+\S*\s+99\.1\.0", run.Output);
        Assert.Matches(@"High\s+CVE-2026-10002\s+libssl3\s+3\.\S+\s+9:1\.0-1", run.Output);
        Assert.Equal(("Failed", "Blocked"), ((string?)world.Report["outcome"], (string?)world.Report["scan"]!["verdict"]));
        // A source package may be in the image as several binary packages.
        Assert.True((int)world.Report["scan"]!["counts"]!["High"]! >= 2);
        Assert.Contains("Second edition", await http.GetStringAsync(live), StringComparison.Ordinal);

        (await world.DeployAsync("--skip", "Test", "--fail-on", "critical")).ExitsWith(success: true);
        Assert.Equal("Live", (string?)world.Report["outcome"]);
        Assert.Contains("Third edition", await http.GetStringAsync(live), StringComparison.Ordinal);
    }

    [Fact]
    [Chapter(7)]
    public async Task Docker_signs_in_with_the_password_of_the_aws_cli_and_pulls_the_digest()
    {
        var image = (string)JsonNode.Parse(await SandboxWorld.RunAsync("aws", "ecs", "describe-task-definition", "--task-definition", TaskDefinition))!["taskDefinition"]!["containerDefinitions"]![0]!["image"]!;
        var settings = Directory.CreateTempSubdirectory("notejam-docker-");
        try
        {
            var password = await SandboxWorld.RunAsync("aws", "ecr", "get-login-password");
            var login = await SandboxWorld.RunAsync(ProcessCommand.Of("docker", "--config", settings.FullName, "login", "--username", "AWS", "--password-stdin", image[..image.IndexOf('/', StringComparison.Ordinal)]) with { StandardInput = password });
            Assert.Contains("Login Succeeded", login, StringComparison.Ordinal);
            Assert.Contains((string)world.Report["imageDigest"]!, await SandboxWorld.RunAsync("docker", "--config", settings.FullName, "pull", image), StringComparison.Ordinal);
        }
        finally
        {
            settings.Delete(recursive: true);
        }
    }

    [Fact]
    [Chapter(8)]
    public async Task The_aws_cli_deploys_too_and_the_pipeline_brings_its_own_release_back()
    {
        var ours = TaskDefinition;
        // A release that is live still keeps the old tasks for a while, and CodeDeploy takes no other deployment meanwhile.
        await SandboxWorld.RunAsync("aws", "deploy", "wait", "deployment-successful", "--deployment-id", (string)world.Report["rollout"]!["deploymentId"]!);
        var folder = Directory.CreateTempSubdirectory("notejam-awscli-");
        try
        {
            var definition = JsonNode.Parse(await SandboxWorld.RunAsync("aws", "ecs", "describe-task-definition", "--task-definition", ours))!["taskDefinition"]!.AsObject();
            foreach (var name in new[] { "taskDefinitionArn", "revision", "status", "requiresAttributes", "compatibilities", "registeredAt", "registeredBy" }) definition.Remove(name);
            var container = definition["containerDefinitions"]![0]!;
            container["environment"]!.AsArray().Add(new JsonObject { ["name"] = "BY_HAND", ["value"] = "yes" });
            string task = Path.Combine(folder.FullName, "task.json"), appSpec = Path.Combine(folder.FullName, "appspec.json");
            await File.WriteAllTextAsync(task, definition.ToJsonString());
            await File.WriteAllTextAsync(appSpec, $$"""
                { "version": 0.0, "Resources": [{ "TargetService": { "Type": "AWS::ECS::Service", "Properties": {
                  "TaskDefinition": "replaced by the client", "LoadBalancerInfo": { "ContainerName": "{{container["name"]}}", "ContainerPort": {{container["portMappings"]![0]!["containerPort"]}} } } } }] }
                """);
            var said = await SandboxWorld.RunAsync("aws", "ecs", "deploy", "--cluster", "notejam-production", "--service", "notejam-production", "--task-definition", task,
                "--codedeploy-appspec", appSpec, "--codedeploy-application", "notejam-production", "--codedeploy-deployment-group", "notejam-production");
            Assert.Contains("Successfully deployed", said, StringComparison.Ordinal);
            Assert.NotEqual(ours, await LiveTaskDefinitionAsync());
        }
        finally
        {
            folder.Delete(recursive: true);
        }

        (await world.DeployAsync("--skip", "Test", "--fail-on", "critical")).ExitsWith(success: true);
        Assert.Equal(("Live", TaskDefinition), ((string?)world.Report["outcome"], await LiveTaskDefinitionAsync()));
        Assert.DoesNotContain("BY_HAND", await SandboxWorld.RunAsync("aws", "ecs", "describe-task-definition", "--task-definition", TaskDefinition), StringComparison.Ordinal);
    }

    [Fact]
    [Chapter(9)]
    public async Task What_does_not_build_or_plan_ends_with_its_cause_and_the_release_stays()
    {
        await world.Repository.ChangeAsync("app/Dockerfile", "COPY notejam/ /app/", "COPY no-such-folder/ /app/");
        var image = (await world.DeployAsync("--skip", "Test")).ExitsWith(success: false);
        Assert.Contains("The Dockerfile does not build: ", image.Output, StringComparison.Ordinal);
        Assert.Contains("no-such-folder", image.Output, StringComparison.Ordinal);
        Assert.Equal("Failed", (string?)world.Report["outcome"]);
        await world.Repository.ChangeAsync("app/Dockerfile", "COPY no-such-folder/ /app/", "COPY notejam/ /app/");

        await world.Repository.ChangeAsync("infra/environments/production.tfvars", "desired_count       = 3", "desired_count       = -3");
        var plan = (await world.DeployAsync("--skip", "Test", "--fail-on", "critical")).ExitsWith(success: false);
        Assert.Contains("terraform plan failed in region", plan.Output, StringComparison.Ordinal);
        Assert.Contains("desired_count", plan.Output, StringComparison.Ordinal);
        await world.Repository.ChangeAsync("infra/environments/production.tfvars", "desired_count       = -3", "desired_count       = 3");

        Assert.All(new[] { image, plan }, run => Assert.DoesNotContain("   at ", run.Output, StringComparison.Ordinal));
        (await world.DeployAsync("--skip", "Test", "--fail-on", "critical")).ExitsWith(success: true);
        Assert.Equal("Unchanged", (string?)world.Report["outcome"]);
    }

    [Fact]
    [Chapter(10)]
    public async Task The_secret_that_was_there_first_is_taken_over_and_no_secret_is_in_a_state_or_record()
    {
        Assert.Contains("holds these values already", (await PreseedAsync()).Output, StringComparison.Ordinal);
        var secrets = await SandboxWorld.RunAsync("python3", "-c", """
            import boto3, json
            client = boto3.client("secretsmanager")
            for name in ("application", "database"):
                secret = client.describe_secret(SecretId="notejam-production/" + name)
                assert "alias/aws" not in secret["KmsKeyId"] and secret["ReplicationStatus"][0]["Region"] == "eu-west-2", secret
                print(*json.loads(client.get_secret_value(SecretId=secret["ARN"])["SecretString"]).values(), sep="\n")
            """);
        var values = secrets.Split('\n', StringSplitOptions.RemoveEmptyEntries).Where(value => value.Length >= 16).ToList();
        Assert.Contains(SecretKey, values);
        Assert.Equal(2, values.Count);
        var states = await SandboxWorld.RunAsync("python3", "-c", """
            import boto3
            s3 = boto3.client("s3")
            bucket = next(b["Name"] for b in s3.list_buckets()["Buckets"] if b["Name"].startswith("notejam-state-"))
            for item in s3.list_objects_v2(Bucket=bucket)["Contents"]: print(item["Key"], s3.get_object(Bucket=bucket, Key=item["Key"])["Body"].read().decode())
            """);
        Assert.Contains("notejam/production/eu-central-1/region.tfstate", states, StringComparison.Ordinal);
        var records = string.Concat(Directory.EnumerateFiles(world.Repository.PathOf("artifacts")).Select(File.ReadAllText));
        Assert.All(values, value => Assert.False(states.Contains(value, StringComparison.Ordinal) || records.Contains(value, StringComparison.Ordinal)));
    }

    [Fact]
    [Chapter(11)]
    public async Task A_changed_value_is_exactly_one_change_and_a_plan_that_loses_the_database_is_refused()
    {
        const string Values = "infra/environments/production.tfvars", Database = "infra/modules/database/main.tf";
        await world.Repository.ChangeAsync(Values, "max_tasks           = 12", "max_tasks           = 11");
        (await InfraAsync("Apply")).ExitsWith(success: true);
        var change = Assert.Single(Plan["stacks"]!.AsArray().SelectMany(stack => stack!["changes"]!.AsArray()))!;
        Assert.Equal(("module.service.aws_appautoscaling_target.this[0]", "update"), ((string?)change["address"], (string?)change["action"]));
        (await InfraAsync("Plan")).ExitsWith(success: true);
        Assert.Empty(Plan["stacks"]!.AsArray().SelectMany(stack => stack!["changes"]!.AsArray()));

        await world.Repository.ChangeAsync(Database, "= var.database_name", "= \"another\"");
        var refused = (await InfraAsync("Apply")).ExitsWith(success: false);
        Assert.Contains("module.database.aws_db_instance.this is destroyed and made anew: its data are lost", refused.Output, StringComparison.Ordinal);
        Assert.Contains("--allow-destroy 'module.database.aws_db_instance.this'", refused.Output, StringComparison.Ordinal);
        await world.Repository.ChangeAsync(Database, "= \"another\"", "= var.database_name");
    }

    [Fact]
    [Chapter(17)]
    public async Task The_other_region_stands_by_the_same_sources_and_serves_by_itself()
    {
        string[] there = ["--region", "eu-west-2", "--sandbox", "--sandbox-endpoint", SandboxWorld.Endpoint];
        var digest = (string?)world.Report["imageDigest"];
        (await world.Build.RunAsync(["Deploy", "--skip", "Test", "--fail-on", "critical", .. there])).ExitsWith(success: true);
        Assert.Equal(("Live", "eu-west-2"), ((string?)world.Report["outcome"], (string?)world.Report["region"]));
        Assert.True((int)world.Report["infra"]!["added"]! > 100);
        // The image came with the replication: what was scanned and released there is what runs here.
        Assert.Equal(digest, (string?)world.Report["imageDigest"]);
        // The name leads to the primary region while that is well: London is visited by its own load balancer.
        var london = (await SandboxWorld.RunAsync("aws", "elbv2", "describe-load-balancers", "--region", "eu-west-2", "--query", "LoadBalancers[].DNSName", "--output", "text")).Trim();
        await using var chromium = await Chromium.StartAsync(Domain, london);
        var page = await chromium.NewPageAsync(Url);
        var visitor = new NotejamVisitor(page);
        await visitor.EnterAsync(Email, Password);
        await visitor.WriteNoteAsync("Written in London", "By people of London.");
        Assert.Equal("PRIMARY", (await WhereAsync()).Record);

        (await world.Build.RunAsync(["Plan", "--skip", "Test", "Image", "Push", "Scan", .. there])).ExitsWith(success: true);
        Assert.Equal(["account", "region"], Plan["stacks"]!.AsArray().Select(stack => (string?)stack!["stack"]));
        Assert.Empty(Plan["stacks"]!.AsArray().SelectMany(stack => stack!["changes"]!.AsArray()));

        // Taken away alone, it leaves what the primary region keeps there.
        var kept = await ReplicasAsync();
        Assert.Contains("copyjob-", kept, StringComparison.Ordinal);
        (await world.Build.RunAsync(["Destroy", "--confirm", "production", .. there])).ExitsWith(success: true);
        Assert.Equal(kept, await ReplicasAsync());
        Assert.Equal("", await DrillLeftoversAsync());
    }

    [Fact]
    [Chapter(18)]
    public async Task Destroy_asks_for_the_name_and_leaves_nothing_in_either_region()
    {
        var unconfirmed = await world.Build.RunAsync("Destroy", "--region", "eu-central-1", "--sandbox", "--sandbox-endpoint", SandboxWorld.Endpoint);
        Assert.Contains("If that is what you want: --confirm production", unconfirmed.ExitsWith(success: false).Output, StringComparison.Ordinal);
        Assert.NotEqual("", await LeftoversAsync());

        var run = (await world.Build.RunAsync("Destroy", "--confirm", "production", "--region", "eu-central-1", "--sandbox", "--sandbox-endpoint", SandboxWorld.Endpoint)).ExitsWith(success: true);
        Assert.Contains("gone, nothing left", run.Output, StringComparison.Ordinal);
        Assert.Equal("", await LeftoversAsync());
    }

    [Fact]
    [Chapter(20)]
    public async Task Stopping_the_sandbox_leaves_nothing_running()
    {
        (await world.StopAsync()).ExitsWith(success: true);
        // An engine that the sandbox started and nobody else needs is stopped with it.
        if ((await new ThisMachine().Engine.AskAsync()).State == EngineState.Answers)
            Assert.Equal("", (await SandboxWorld.RunAsync("docker", "ps", "--all", "--quiet", "--filter", $"label=notejam.sandbox={SandboxWorld.Port}")).Trim());
        using var http = new HttpClient();
        await Assert.ThrowsAsync<HttpRequestException>(() => http.GetAsync(new Uri(SandboxWorld.Endpoint)));
    }

    private JsonNode Plan => JsonNode.Parse(File.ReadAllText(world.Repository.PathOf("artifacts/plan.json")))!["record"]!;

    private async Task<BuildRun> PreseedAsync()
    {
        var file = world.Repository.PathOf(".nuke/temp/secret.json");
        Directory.CreateDirectory(Path.GetDirectoryName(file)!);
        await File.WriteAllTextAsync(file, $$"""{ "secret_key": "{{SecretKey}}", "smtp_password": "short" }""");
        return (await world.Build.RunAsync("Preseed", "--from", file, "--region", "eu-central-1", "--sandbox", "--sandbox-endpoint", SandboxWorld.Endpoint)).ExitsWith(success: true);
    }

    /// <summary>What the primary region keeps in the other one: copies of backups, images, replicas of secrets.</summary>
    private static Task<string> ReplicasAsync() => SandboxWorld.RunAsync("python3", "-c", """
        import boto3
        c = lambda service: boto3.client(service, region_name="eu-west-2")
        names = [p["RecoveryPointArn"] for p in c("backup").list_recovery_points_by_backup_vault(BackupVaultName="notejam-production")["RecoveryPoints"]]
        names += [i["imageDigest"] for i in c("ecr").describe_images(repositoryName="notejam-production")["imageDetails"]]
        names += [s["ARN"] for s in c("secretsmanager").list_secrets()["SecretList"]]
        names += [a for a in c("ecs").list_clusters()["clusterArns"] if a.endswith("-dr")]
        print("\n".join(sorted(names)))
        """);

    private Task<BuildRun> InfraAsync(string target) =>
        world.Build.RunAsync(target, "--skip", "Test", "Image", "Push", "Scan", "--region", "eu-central-1", "--sandbox", "--sandbox-endpoint", SandboxWorld.Endpoint);

    /// <summary>What carries the environment's name in either region; keys count until they are scheduled for deletion.</summary>
    private static async Task<string> LeftoversAsync() => (await SandboxWorld.RunAsync("python3", "-c", """
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
        found += [r["RoleName"] for r in boto3.client("iam").list_roles()["Roles"] if r["RoleName"].startswith("notejam")]
        print("\n".join(found))
        """)).Trim();

    private static async Task<string> LiveTaskDefinitionAsync()
    {
        var service = JsonNode.Parse(await SandboxWorld.RunAsync("aws", "ecs", "describe-services", "--cluster", "notejam-production", "--services", "notejam-production"))!["services"]![0]!;
        return (string)service["taskSets"]!.AsArray().Single(set => (string?)set!["status"] == "PRIMARY")!["taskDefinition"]!;
    }
}
