using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Microsoft.Playwright;
using Notejam.EndToEnd.Support;
using Notejam.Machine;
using Notejam.Machine.Docker;
using Notejam.Machine.Processes;
using Notejam.Machine.Tests.Support;
using Notejam.Tests.Browser;

namespace Notejam.EndToEnd.Deploy;

/// <summary>The whole path on one machine, told in the order in which a user meets it.</summary>
[Trait("Suite", "e2e")]
[TestCaseOrderer("Notejam.EndToEnd.Support.InOrder", "Notejam.EndToEnd")]
public sealed partial class DeployTests(DeployTests.World world) : IClassFixture<DeployTests.World>
{
    private const string SecretKey = "sentinel-0123456789-abcdefghij-KLMNOPQRST";
    private const string Page = "app/Notejam/Pages/Shared/_Layout.cshtml";

    private string TaskDefinition => (string)world.Report["rollout"]!["taskDefinitionArn"]!;

    private Uri Live => new(world.Url, "/signin/");

    [Fact]
    [Chapter(1)]
    public async Task The_first_deploy_brings_a_notejam_that_a_person_can_use()
    {
        var preseed = await PreseedAsync();
        Assert.Contains("created notejam-production/application in eu-central-1 with secret_key, smtp_password", preseed.Output, StringComparison.Ordinal);
        var run = (await world.DeployAsync()).ExitsWith(success: true);
        // Both regions' buckets are made beside the tests.
        foreach (var region in new[] { "eu-central-1", "eu-west-2" })
            Assert.InRange(run.Output.IndexOf($"creating the state bucket notejam-state-123456789012-{region}", StringComparison.Ordinal), 0, run.Output.IndexOf("testing ", StringComparison.Ordinal));
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
        var page = await chromium.NewPageAsync(world.Url);
        await Ada.EnterAsync(page);
        await Ada.WriteAsync(page, "Before the rollout", "Still here afterwards?");
    }

    [Fact]
    [Chapter(2)]
    public async Task Clients_that_nobody_here_wrote_see_the_same()
    {
        var report = world.Report;
        var service = JsonNode.Parse(await world.RunAsync("aws", "ecs", "describe-services", "--cluster", "notejam-production", "--services", "notejam-production"))!["services"]![0]!;
        Assert.Equal("CODE_DEPLOY", (string?)service["deploymentController"]!["type"]);
        Assert.Equal((int?)service["desiredCount"], (int?)service["taskSets"]!.AsArray().Single(set => (string?)set!["status"] == "PRIMARY")!["runningCount"]);
        var deployment = JsonNode.Parse(await world.RunAsync("aws", "deploy", "get-deployment", "--deployment-id", (string)report["rollout"]!["deploymentId"]!))!;
        Assert.Equal("Succeeded", (string?)deployment["deploymentInfo"]!["status"]);
        var digests = await world.RunAsync("python3", "-c", "import boto3; print([i['imageDigest'] for i in boto3.client('ecr').describe_images(repositoryName='notejam-production')['imageDetails']])");
        Assert.Contains((string)report["imageDigest"]!, digests, StringComparison.Ordinal);
        var database = JsonNode.Parse(await world.RunAsync("aws", "rds", "describe-db-instances"))!["DBInstances"]![0]!;
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
    [Chapter(3)]
    public async Task Other_peoples_variables_change_nothing_either_and_lead_nowhere_else()
    {
        using var elsewhere = new RecordingServer();
        await world.RunAsync("git", "-C", world.Repository.Folder, "config", "core.safecrlf", "true");
        var variables = new Dictionary<string, string?>
        {
            ["GIT_INDEX_FILE"] = "/nonexistent/index", ["GIT_WORK_TREE"] = "/", ["AWS_IGNORE_CONFIGURED_ENDPOINT_URLS"] = "true", ["AWS_PROFILE"] = "company",
            ["NO_PROXY"] = "localhost,127.0.0.1", ["no_proxy"] = "localhost,127.0.0.1", ["TF_CLI_ARGS"] = "-no-such-option",
        };
        foreach (var name in new[] { "AWS_ENDPOINT_URL_S3", "AWS_ENDPOINT_URL_ECS", "HTTP_PROXY", "http_proxy", "HTTPS_PROXY", "https_proxy", "ALL_PROXY" }) variables[name] = elsewhere.Url;
        (await world.Build.RunAsync(new BuildCall(["Deploy", "--skip", "Test", "--region", "eu-central-1", .. world.Sandbox]) { Variables = variables })).ExitsWith(0).Says("git is run without GIT_INDEX_FILE, GIT_WORK_TREE");
        Assert.Equal("Unchanged", (string?)world.Report["outcome"]);
        Assert.Empty(elsewhere.Requests);
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
        // Ten seconds of them at least: the image alone takes as long.
        Assert.True(load.Sent > 500, $"only {load.Sent} requests were sent");
        Assert.Empty(load.Lost);

        await using var chromium = await Chromium.StartAsync();
        var page = await chromium.NewPageAsync(world.Url);
        await page.GotoAsync("/signin/");
        await Ada.SeesAsync(page, "Second edition");
        await Ada.SignInAsync(page);
        await Ada.SeesAsync(page, "Before the rollout");
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
            (await http.PostAsJsonAsync($"{world.Endpoint}/_sandbox/advisories", advisory)).EnsureSuccessStatusCode();
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
        var image = (string)JsonNode.Parse(await world.RunAsync("aws", "ecs", "describe-task-definition", "--task-definition", TaskDefinition))!["taskDefinition"]!["containerDefinitions"]![0]!["image"]!;
        var settings = Directory.CreateTempSubdirectory("notejam-docker-");
        try
        {
            var password = await world.RunAsync("aws", "ecr", "get-login-password");
            var login = await world.RunAsync(ProcessCommand.Of("docker", "--config", settings.FullName, "login", "--username", "AWS", "--password-stdin", image[..image.IndexOf('/', StringComparison.Ordinal)]) with { StandardInput = password });
            Assert.Contains("Login Succeeded", login, StringComparison.Ordinal);
            Assert.Contains((string)world.Report["imageDigest"]!, await world.RunAsync("docker", "--config", settings.FullName, "pull", image), StringComparison.Ordinal);
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
        await world.RunAsync("aws", "deploy", "wait", "deployment-successful", "--deployment-id", (string)world.Report["rollout"]!["deploymentId"]!);
        var folder = Directory.CreateTempSubdirectory("notejam-awscli-");
        try
        {
            var definition = JsonNode.Parse(await world.RunAsync("aws", "ecs", "describe-task-definition", "--task-definition", ours))!["taskDefinition"]!.AsObject();
            foreach (var name in new[] { "taskDefinitionArn", "revision", "status", "requiresAttributes", "compatibilities", "registeredAt", "registeredBy" }) definition.Remove(name);
            var container = definition["containerDefinitions"]![0]!;
            container["environment"]!.AsArray().Add(new JsonObject { ["name"] = "BY_HAND", ["value"] = "yes" });
            string task = Path.Combine(folder.FullName, "task.json"), appSpec = Path.Combine(folder.FullName, "appspec.json");
            await File.WriteAllTextAsync(task, definition.ToJsonString());
            await File.WriteAllTextAsync(appSpec, $$"""
                { "version": 0.0, "Resources": [{ "TargetService": { "Type": "AWS::ECS::Service", "Properties": {
                  "TaskDefinition": "replaced by the client", "LoadBalancerInfo": { "ContainerName": "{{container["name"]}}", "ContainerPort": {{container["portMappings"]![0]!["containerPort"]}} } } } }] }
                """);
            var said = await world.RunAsync("aws", "ecs", "deploy", "--cluster", "notejam-production", "--service", "notejam-production", "--task-definition", task,
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
        Assert.DoesNotContain("BY_HAND", await world.RunAsync("aws", "ecs", "describe-task-definition", "--task-definition", TaskDefinition), StringComparison.Ordinal);
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
    [Chapter(16)]
    public async Task The_secret_that_was_there_first_is_taken_over_and_no_secret_is_in_a_state_or_record()
    {
        Assert.Contains("holds these values already", (await PreseedAsync()).Output, StringComparison.Ordinal);
        var secrets = await world.RunAsync("python3", "-c", """
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
        var states = await world.RunAsync("python3", "-c", """
            import boto3
            s3 = boto3.client("s3")
            # Both regions' lie there, in the order in which they were made.
            for bucket in [b["Name"] for b in s3.list_buckets()["Buckets"] if b["Name"].startswith("notejam-state-")]:
                for item in s3.list_objects_v2(Bucket=bucket)["Contents"]: print(item["Key"], s3.get_object(Bucket=bucket, Key=item["Key"])["Body"].read().decode())
            """);
        Assert.Contains("notejam/production/eu-central-1/region.tfstate", states, StringComparison.Ordinal);
        var records = string.Concat(Directory.EnumerateFiles(world.Repository.PathOf("artifacts")).Select(File.ReadAllText));
        Assert.All(values, value => Assert.False(states.Contains(value, StringComparison.Ordinal) || records.Contains(value, StringComparison.Ordinal)));
    }

    [Fact]
    [Chapter(17)]
    public async Task A_changed_value_is_exactly_one_change_and_a_plan_that_loses_the_database_is_refused()
    {
        const string Values = "infra/environments/production.tfvars", Database = "infra/modules/database/main.tf";
        await world.Repository.ChangeAsync(Values, "max_tasks           = 12", "max_tasks           = 11");
        // The caller's own options of Terraform change no plan: neither this one nor the next.
        (await world.Build.RunAsync(new BuildCall(["Apply", "--skip", "Test", "Image", "Push", "Scan", "--region", "eu-central-1", .. world.Sandbox]) { Variables = new Dictionary<string, string?> { ["TF_CLI_ARGS_plan"] = "-target=module.keys", ["TF_WORKSPACE"] = "other" } }))
            .ExitsWith(0).Says("terraform is run without TF_CLI_ARGS_plan");
        var change = Assert.Single(world.PlannedChanges);
        Assert.Equal(("module.service.aws_appautoscaling_target.this[0]", "update"), ((string?)change["address"], (string?)change["action"]));
        (await world.RunInfraAsync("Plan")).ExitsWith(success: true);
        Assert.Empty(world.PlannedChanges);

        await world.Repository.ChangeAsync(Database, "= var.database_name", "= \"another\"");
        var refused = (await world.RunInfraAsync("Apply")).ExitsWith(success: false);
        Assert.Contains("module.database.aws_db_instance.this is destroyed and made anew: its data are lost", refused.Output, StringComparison.Ordinal);
        Assert.Contains("--allow-destroy 'module.database.aws_db_instance.this'", refused.Output, StringComparison.Ordinal);
        await world.Repository.ChangeAsync(Database, "= \"another\"", "= var.database_name");
    }

    [Fact]
    [Chapter(18)]
    public async Task A_domain_brings_HTTPS_and_a_record_and_loses_nothing()
    {
        var domain = new Domain(world);
        await domain.TakeAsync();
        var before = world.Url;
        (await world.DeployAsync("--skip", "Test", "--fail-on", "critical")).ExitsWith(success: true);
        Assert.Equal((new Uri($"https://{Domain.Name}"), 0), (world.Url, (int)world.Report["infra"]!["destroyed"]!));
        (await world.RunInfraAsync("Plan")).ExitsWith(success: true);
        Assert.Empty(world.PlannedChanges);

        var (record, address) = await domain.WhereAsync();
        Assert.Equal(("PRIMARY", before.Host), (record, address));
        using (var http = new HttpClient(new HttpClientHandler { AllowAutoRedirect = false }))
        using (var plain = await http.GetAsync(new Uri(before, "/signin/")))
            Assert.Equal((HttpStatusCode.MovedPermanently, $"https://{before.Host}:443/signin/"), (plain.StatusCode, plain.Headers.Location?.OriginalString));
        await using var chromium = await Chromium.StartAsync(Domain.Name, address);
        var page = await chromium.NewPageAsync(world.Url);
        await Ada.SignInAsync(page);
        await Ada.SeesAsync(page, "Before the rollout");
        Assert.True(Assert.Single(await page.Context.CookiesAsync(), cookie => cookie.Name.Contains("ession", StringComparison.Ordinal)).Secure);
    }

    [Fact]
    [Chapter(19)]
    public async Task The_other_region_stands_by_the_same_sources_and_serves_by_itself()
    {
        // A copy of a backup is among what the primary region keeps there; the live task definition was deregistered by hand.
        await world.RunAsync("aws", "ecs", "deregister-task-definition", "--task-definition", await LiveTaskDefinitionAsync());
        (await world.RunTargetAsync("Backup", "--region", "eu-central-1")).ExitsWith(0).Says("is INACTIVE: registered the same content");
        var (digest, domain, leftovers) = ((string?)world.Report["imageDigest"], new Domain(world), new Leftovers(world));
        (await world.RunTargetAsync("Deploy", "--skip", "Test", "--fail-on", "critical", "--region", "eu-west-2")).ExitsWith(success: true);
        Assert.Equal(("Live", "eu-west-2"), ((string?)world.Report["outcome"], (string?)world.Report["region"]));
        Assert.True((int)world.Report["infra"]!["added"]! > 100);
        // The image came with the replication: what was scanned and released there is what runs here.
        Assert.Equal(digest, (string?)world.Report["imageDigest"]);
        // The name leads to the primary region while that is well: London is visited by its own load balancer.
        var london = (await world.RunAsync("aws", "elbv2", "describe-load-balancers", "--region", "eu-west-2", "--query", "LoadBalancers[].DNSName", "--output", "text")).Trim();
        await using var chromium = await Chromium.StartAsync(Domain.Name, london);
        var page = await chromium.NewPageAsync(world.Url);
        await Ada.EnterAsync(page);
        await Ada.WriteAsync(page, "Written in London", "By people of London.");
        Assert.Equal("PRIMARY", (await domain.WhereAsync()).Record);

        (await world.RunInfraAsync("Plan", "eu-west-2")).ExitsWith(success: true);
        Assert.Equal(["account", "region"], world.PlannedStacks.Select(stack => (string?)stack["stack"]));
        Assert.Empty(world.PlannedChanges);

        // Taken away alone, it leaves what the primary region keeps there.
        var kept = await leftovers.ReplicasAsync();
        Assert.Contains("copyjob-", kept, StringComparison.Ordinal);
        (await world.RunTargetAsync("Destroy", "--confirm", "production", "--region", "eu-west-2")).ExitsWith(success: true);
        Assert.Equal(kept, await leftovers.ReplicasAsync());
        Assert.Equal("", await leftovers.OfDrillsAsync());
        // None of all this has touched what others keep beside it.
        Assert.Equal(_neighbours, await new Neighbours(world).LookAsync());
    }

    [Fact]
    [Chapter(20)]
    public async Task Stopping_the_sandbox_leaves_nothing_running()
    {
        (await world.StopAsync()).ExitsWith(success: true);
        // An engine that the sandbox started and nobody else needs is stopped with it.
        if ((await new ThisMachine().Engine.AskAsync()).State == EngineState.Answers)
            Assert.Equal("", (await world.RunAsync("docker", "ps", "--all", "--quiet", "--filter", $"label=notejam.sandbox={world.Port}")).Trim());
        using var http = new HttpClient();
        await Assert.ThrowsAsync<HttpRequestException>(() => http.GetAsync(new Uri(world.Endpoint)));
    }

    private async Task<BuildRun> PreseedAsync()
    {
        var file = world.Repository.PathOf(".nuke/temp/secret.json");
        Directory.CreateDirectory(Path.GetDirectoryName(file)!);
        await File.WriteAllTextAsync(file, $$"""{ "secret_key": "{{SecretKey}}", "smtp_password": "short" }""");
        return (await world.RunTargetAsync("Preseed", "--from", file, "--region", "eu-central-1")).ExitsWith(success: true);
    }

    private async Task<string> LiveTaskDefinitionAsync()
    {
        var service = JsonNode.Parse(await world.RunAsync("aws", "ecs", "describe-services", "--cluster", "notejam-production", "--services", "notejam-production"))!["services"]![0]!;
        return (string)service["taskSets"]!.AsArray().Single(set => (string?)set!["status"] == "PRIMARY")!["taskDefinition"]!;
    }

    /// <summary>A sandbox of this story's own.</summary>
    public sealed class World() : SandboxWorld(14617);
}
