using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Microsoft.Playwright;
using Notejam.EndToEnd.Support;
using Notejam.Tests.Browser;

namespace Notejam.EndToEnd.Deploy;

// Backups, drills, failover and failback.
public sealed partial class DeployTests
{
    private const string Domain = "notejam.example.com";

    [Fact]
    [Chapter(12)]
    public async Task A_backup_is_copied_with_its_manifest_and_what_is_wrong_with_the_backups_is_told()
    {
        var none = (await BackupsAsync("VerifyBackups")).ExitsWith(success: false);
        Assert.Contains("the vault holds 0 recovery points", none.Output, StringComparison.Ordinal);

        (await BackupsAsync("Backup")).ExitsWith(success: true);
        var copy = (string)JsonNode.Parse(await File.ReadAllTextAsync(world.Repository.PathOf("artifacts/backup.json")))!["record"]!["copyArn"]!;
        Assert.Equal("COMPLETED", (await SandboxWorld.RunAsync("aws", "backup", "describe-recovery-point", "--region", "eu-west-2", "--backup-vault-name", "notejam-production", "--recovery-point-arn", copy, "--query", "Status", "--output", "text")).Trim());

        (await BackupsAsync("VerifyBackups")).ExitsWith(success: true);
        var verdict = JsonNode.Parse(await File.ReadAllTextAsync(world.Repository.PathOf("artifacts/backup-verdict.json")))!;
        Assert.Equal(["drill", "restore test"], verdict["checks"]!.AsArray().Where(check => (string?)check!["outcome"] != "OK").Select(check => (string)check!["name"]!));
        Assert.StartsWith("<!doctype html>", await File.ReadAllTextAsync(world.Repository.PathOf("artifacts/backup-verdict.html")), StringComparison.Ordinal);
    }

    [Fact]
    [Chapter(13)]
    public async Task With_the_primary_region_dead_a_drill_brings_back_what_people_wrote_and_leaves_nothing()
    {
        await using var death = await DeadRegion.BeginAsync("eu-central-1");
        var dead = await Assert.ThrowsAnyAsync<Exception>(() => SandboxWorld.RunAsync("aws", "ecs", "list-clusters", "--cli-connect-timeout", "5"));
        Assert.Contains("list-clusters", dead.Message, StringComparison.Ordinal);

        // Killed again and again, it is gone on with: nothing is restored twice.
        foreach (var text in new[] { "▶ restore", "RUNNING", "✓ infrastructure", "▶ task definition", "▶ rollout", "✓ application" })
            await world.Build.KillAtAsync(text, withChildren: false, "DrDrill", "--keep", "--sandbox", "--sandbox-endpoint", SandboxWorld.Endpoint);
        (await DrillAsync("--keep")).ExitsWith(success: true);
        Assert.Equal("1", (await SandboxWorld.RunAsync("aws", "backup", "list-restore-jobs", "--region", "eu-west-2", "--query", "length(RestoreJobs)")).Trim());
        var kept = DrillReport;
        Assert.Equal("Passed", (string?)kept["outcome"]);
        Assert.All(kept["checks"]!.AsArray(), check => Assert.True((string?)check!["outcome"] == "OK", check.ToJsonString()));
        Assert.All(kept["steps"]!.AsArray(), step => Assert.Equal("Done", (string?)step!["outcome"]));
        Assert.InRange((double)kept["rpoSeconds"]!, 1, 3600);
        var (available, serving, hydrated) = ((double)kept["rtoSeconds"]!["available"]!, (double)kept["rtoSeconds"]!["serving"]!, (double)kept["rtoSeconds"]!["hydrated"]!);
        Assert.True(available < serving && available < hydrated, $"available {available}, serving {serving}, hydrated {hydrated}");
        await using (var chromium = await Chromium.StartAsync())
        {
            var page = await chromium.NewPageAsync(new Uri((string)kept["url"]!));
            await SignInAsync(page);
            await Assertions.Expect(page.GetByText("Before the rollout")).ToBeVisibleAsync();
        }

        Assert.Contains("was kept and still stands", (await DrillAsync()).ExitsWith(success: false).Output, StringComparison.Ordinal);
        await world.Build.KillAtAsync("▶ teardown of database", withChildren: false, "DrDrill", "--teardown", "--sandbox", "--sandbox-endpoint", SandboxWorld.Endpoint);
        (await DrillAsync("--teardown")).ExitsWith(success: true);
        Assert.Equal(("Passed", "[]"), ((string?)DrillReport["outcome"], DrillReport["leftovers"]!.ToJsonString()));
        Assert.Equal("", await DrillLeftoversAsync());
        Assert.StartsWith("<!doctype html>", await File.ReadAllTextAsync(world.Repository.PathOf("artifacts/drill.html")), StringComparison.Ordinal);
        await death.DisposeAsync();
    }

    [Fact]
    [Chapter(14)]
    public async Task A_domain_brings_HTTPS_and_a_record_and_loses_nothing()
    {
        const string Values = "infra/environments/production.tfvars";
        var zone = (await SandboxWorld.RunAsync("aws", "route53", "create-hosted-zone", "--name", "example.com", "--caller-reference", "story", "--query", "HostedZone.Id", "--output", "text")).Trim().Split('/')[^1];
        await world.Repository.ChangeAsync(Values, "\ndeletion_protection = true", $"\ndeletion_protection = true\n\ndomain_name = \"{Domain}\"\nzone_id     = \"{zone}\"\n");
        var before = Url;
        (await world.DeployAsync("--skip", "Test", "--fail-on", "critical")).ExitsWith(success: true);
        Assert.Equal((new Uri($"https://{Domain}"), 0), (Url, (int)world.Report["infra"]!["destroyed"]!));
        (await InfraAsync("Plan")).ExitsWith(success: true);
        Assert.Empty(Plan["stacks"]!.AsArray().SelectMany(stack => stack!["changes"]!.AsArray()));

        var (record, address) = await WhereAsync();
        Assert.Equal(("PRIMARY", before.Host), (record, address));
        using (var http = new HttpClient(new HttpClientHandler { AllowAutoRedirect = false }))
        using (var plain = await http.GetAsync(new Uri(before, "/signin/")))
            Assert.Equal((HttpStatusCode.MovedPermanently, $"https://{before.Host}:443/signin/"), (plain.StatusCode, plain.Headers.Location?.OriginalString));
        await using var chromium = await Chromium.StartAsync(Domain, address);
        var page = await chromium.NewPageAsync(Url);
        await SignInAsync(page);
        await Assertions.Expect(page.GetByText("Before the rollout")).ToBeVisibleAsync();
        Assert.True(Assert.Single(await page.Context.CookiesAsync(), cookie => cookie.Name.Contains("ession", StringComparison.Ordinal)).Secure);
    }

    [Fact]
    [Chapter(15)]
    public async Task With_the_primary_region_dead_another_serves_and_what_is_written_there_comes_home()
    {
        await using var death = await DeadRegion.BeginAsync("eu-central-1");
        Assert.Contains("If that is what you want: --confirm production", (await MoveAsync("Failover")).ExitsWith(success: false).Output, StringComparison.Ordinal);
        await world.Build.KillAtAsync("▶ rollout", withChildren: false, "Failover", "--confirm", "production", "--sandbox", "--sandbox-endpoint", SandboxWorld.Endpoint);
        (await MoveAsync("Failover", "--confirm", "production")).ExitsWith(success: true);
        var failover = await ReadAsync("failover");
        Assert.Equal(("Serving", "false", Url), ((string?)failover["outcome"], failover["primaryFrozen"]!.ToJsonString(), new Uri((string)failover["url"]!)));
        Assert.All(failover["checks"]!.AsArray(), check => Assert.True((string?)check!["outcome"] != "NG", check.ToJsonString()));
        var (record, address) = await WhereAsync();
        Assert.Equal("SECONDARY", record);
        await using var london = await Chromium.StartAsync(Domain, address);
        var away = await london.NewPageAsync(Url);
        await SignInAsync(away);
        await Assertions.Expect(away.GetByText("Before the rollout")).ToBeVisibleAsync();
        await new NotejamVisitor(away).WriteNoteAsync("Written in London", "While Frankfurt was gone.");

        // It comes back with its tasks: a second place to write at, until Failover is run again.
        await death.DisposeAsync();
        Assert.NotEqual("", await TasksAsync("notejam-production"));
        // Nobody is led to what it knows.
        Assert.Equal("SECONDARY", (await WhereAsync()).Record);
        var again = (await MoveAsync("Failover", "--confirm", "production")).ExitsWith(success: true);
        Assert.Contains("notejam-production is frozen", again.Output, StringComparison.Ordinal);
        Assert.Equal("", await TasksAsync("notejam-production"));
        Assert.Equal("1", (await SandboxWorld.RunAsync("aws", "rds", "describe-db-instances", "--region", "eu-west-2", "--query", "length(DBInstances)")).Trim());
        Assert.Contains("is failed over since", (await BackupsAsync("Backup")).ExitsWith(success: false).Output, StringComparison.Ordinal);
        Assert.Contains("is failed over to eu-west-2", (await DrillAsync()).ExitsWith(success: false).Output, StringComparison.Ordinal);

        await world.Build.KillAtAsync("▶ import", withChildren: false, "Failback", "--confirm", "production", "--sandbox", "--sandbox-endpoint", SandboxWorld.Endpoint);
        (await MoveAsync("Failback", "--confirm", "production")).ExitsWith(success: true);
        var failback = await ReadAsync("failback");
        Assert.Equal(("Home", "[]"), ((string?)failback["outcome"], failback["leftovers"]!.ToJsonString()));
        Assert.Contains(failback["checks"]!.AsArray(), check => (string?)check!["name"] == "content" && (string?)check["outcome"] == "OK");
        Assert.Equal("", await DrillLeftoversAsync());
        (record, address) = await WhereAsync();
        Assert.Equal("PRIMARY", record);
        await using var frankfurt = await Chromium.StartAsync(Domain, address);
        var home = await frankfurt.NewPageAsync(Url);
        await SignInAsync(home);
        await Assertions.Expect(home.GetByText("Written in London")).ToBeVisibleAsync();
        await Assertions.Expect(home.GetByText("Before the rollout")).ToBeVisibleAsync();
        // A new note gets a number of its own.
        await new NotejamVisitor(home).WriteNoteAsync("Home again", "In Frankfurt.");
    }

    [Fact]
    [Chapter(16)]
    public async Task A_key_that_cannot_be_used_is_found_by_the_verdict_and_by_the_drill()
    {
        (await BackupsAsync("VerifyBackups")).ExitsWith(success: true);
        var verdict = JsonNode.Parse(await File.ReadAllTextAsync(world.Repository.PathOf("artifacts/backup-verdict.json")))!;
        Assert.Equal(["restore test"], verdict["checks"]!.AsArray().Where(check => (string?)check!["outcome"] != "OK").Select(check => (string)check!["name"]!));

        await SandboxWorld.RunAsync("python3", "-c", """
            import boto3
            key = boto3.client("backup", region_name="eu-west-2").describe_backup_vault(BackupVaultName="notejam-production")["EncryptionKeyArn"]
            boto3.client("kms", region_name="eu-west-2").disable_key(KeyId=key.split("/")[1])
            """);
        var locked = (await BackupsAsync("VerifyBackups")).ExitsWith(success: false);
        Assert.Matches(@"NG +keys in eu-west-2 +arn:aws:kms:eu-west-2:\d+:key/\S+ is Disabled", locked.Output);

        var failed = (await DrillAsync()).ExitsWith(success: false);
        Assert.Matches(@"None of the \d+ recovery points of notejam-production in eu-west-2 can be restored: the key of \S+ is Disabled", failed.Output);
        Assert.Equal(("Failed", "[]"), ((string?)DrillReport["outcome"], DrillReport["leftovers"]!.ToJsonString()));
        Assert.Equal("", await DrillLeftoversAsync());
    }

    private Task<BuildRun> BackupsAsync(string target) => world.Build.RunAsync(target, "--region", "eu-central-1", "--sandbox", "--sandbox-endpoint", SandboxWorld.Endpoint);

    /// <summary>Where the domain leads now, by the sandbox's Route 53.</summary>
    private static async Task<(string? Record, string Address)> WhereAsync()
    {
        using var http = new HttpClient();
        var answer = (await http.GetFromJsonAsync<JsonNode>(new Uri($"{SandboxWorld.Endpoint}/_sandbox/names/{Domain}")))!;
        return ((string?)answer["record"], (string)answer["addresses"]!.AsArray().Single()!);
    }

    private static async Task SignInAsync(IPage page)
    {
        await page.GotoAsync("/signin/");
        await page.GetByLabel("Email:").FillAsync(Email);
        await page.GetByLabel("Password:").FillAsync(Password);
        await page.GetByRole(AriaRole.Button, new() { Name = "Sign In" }).ClickAsync();
    }

    private static async Task<string> TasksAsync(string cluster) =>
        (await SandboxWorld.RunAsync("aws", "ecs", "list-tasks", "--cluster", cluster, "--query", "taskArns", "--output", "text")).Trim();

    private Task<BuildRun> MoveAsync(string target, params string[] more) => world.Build.RunAsync([target, "--sandbox", "--sandbox-endpoint", SandboxWorld.Endpoint, .. more]);

    private async Task<JsonNode> ReadAsync(string record) => JsonNode.Parse(await File.ReadAllTextAsync(world.Repository.PathOf($"artifacts/{record}.json")))!;

    private JsonNode DrillReport => JsonNode.Parse(File.ReadAllText(world.Repository.PathOf("artifacts/drill.json")))!;

    private Task<BuildRun> DrillAsync(params string[] more) => world.Build.RunAsync(["DrDrill", "--sandbox", "--sandbox-endpoint", SandboxWorld.Endpoint, .. more]);

    /// <summary>What of drills is in the disaster-recovery region, asked service by service.</summary>
    private static async Task<string> DrillLeftoversAsync() => (await SandboxWorld.RunAsync("python3", "-c", """
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
        """)).Trim();
}
