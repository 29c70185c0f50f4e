using System.Text.Json.Nodes;
using Notejam.EndToEnd.Support;
using Notejam.Tests.Browser;

namespace Notejam.EndToEnd.Deploy;

/// <summary>All that can be lost, from a killed run to a region: what is left, how it is brought back, and what is gone at the end.</summary>
[Trait("Suite", "e2e")]
[TestCaseOrderer("Notejam.EndToEnd.Support.InOrder", "Notejam.EndToEnd")]
public sealed class RecoveryTests(RecoveryTests.World world) : IClassFixture<RecoveryTests.World>
{
    [Fact]
    [Chapter(1)]
    public async Task A_first_deploy_killed_again_and_again_is_finished_by_the_last()
    {
        (await world.RunTargetAsync("Sandbox")).ExitsWith(success: true);
        await world.Roles.NameRepositoryAsync(await Domain.TakeAsync());

        // An administrator's first run prepares the account, and with it the roles of the workflows.
        foreach (var step in new[] { "creating the state bucket", "creating module.registry.aws_ecr_repository" }) await world.KillDeployAtAsync(step);
        world.Roles.Take();

        // In the order in which the path comes to them: each run gets one step further. Terraform itself goes on when the
        // pipeline is killed, and the next run waits for it.
        foreach (var step in new[]
                 {
                     "pushing ", "creating module.database.aws_db_instance",
                     "migrating the database in task", "rolls out notejam-production",
                 })
            await world.KillDeployAtAsync(step);

        var run = (await world.DeployAsync("--skip", "Test")).ExitsWith(success: true);
        Assert.Equal("Live", (string?)world.Report["outcome"]);
        var (record, address) = await Domain.WhereAsync();
        Assert.Equal("PRIMARY", record);
        await using var chromium = await Chromium.StartAsync(Domain.Name, address);
        var page = await chromium.NewPageAsync(world.Url);
        await Ada.EnterAsync(page);
        await Ada.WriteAsync(page, "Before the disaster", "Still here afterwards?");

        // Nothing was done twice, and nothing was made anew.
        Assert.Single(JsonNode.Parse(await world.RunAsync("aws", "ecr", "describe-images", "--repository-name", "notejam-production"))!["imageDetails"]!.AsArray());
        Assert.Single(JsonNode.Parse(await world.RunAsync("aws", "ecs", "list-task-definitions"))!["taskDefinitionArns"]!.AsArray(), arn => ((string)arn!).Contains("/notejam-production:", StringComparison.Ordinal));
        // A secret whose first rotation ends after the release began is brought to the tasks by a deployment of its own.
        var releases = new List<string>();
        foreach (var id in JsonNode.Parse(await world.RunAsync("aws", "deploy", "list-deployments"))!["deployments"]!.AsArray())
            releases.Add((string?)JsonNode.Parse(await world.RunAsync("aws", "deploy", "get-deployment", "--deployment-id", (string)id!))!["deploymentInfo"]!["description"] ?? "");
        Assert.Single(releases, description => description.StartsWith("Notejam release ", StringComparison.Ordinal));
        Assert.DoesNotContain("-/+", run.Output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("deploy", "repo:example/notejam:ref:refs/heads/main")]
    [InlineData("deploy", "repo:example/notejam:pull_request")]
    [InlineData("deploy", "repo:example/notejam:environment:failover")]
    [InlineData("deploy", "repo:other/notejam:environment:production")]
    [InlineData("deploy", "repo:example/notejam-fork:environment:production")]
    [InlineData("drill", "repo:example/notejam:environment:failover")]
    [InlineData("failover", "repo:example/notejam:environment:production")]
    [InlineData("plan", "repo:other/notejam:pull_request")]
    [InlineData("plan", "repo:example/notejam:environment:production")]
    [Chapter(2)]
    public async Task A_token_of_another_branch_fork_or_environment_assumes_no_role(string role, string subject)
    {
        var refused = await Assert.ThrowsAnyAsync<Exception>(() => world.Roles.AssumeAsync(role, subject));
        Assert.Contains("AccessDenied", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    [Chapter(2)]
    public async Task A_lock_of_a_terraform_that_was_killed_too_is_removed()
    {
        await world.Repository.ChangeAsync("infra/environments/production.tfvars", "\ndeletion_protection = true", "\nlog_retention_days  = 60\ndeletion_protection = true");
        // Held back: Terraform would otherwise have changed the group, and given its lock back, before it dies.
        await using (await InjectedFault.HeldOperationAsync(world, "logs", "PutRetentionPolicy"))
            await world.KillDeployAtAsync("changing module.service.aws_cloudwatch_log_group", withChildren: true);
        var run = (await world.DeployAsync("--skip", "Test")).ExitsWith(success: true);
        run.Says("was left by a terraform of this folder that was killed");
        Assert.Equal(60, (int?)JsonNode.Parse(await world.RunAsync("aws", "logs", "describe-log-groups"))!["logGroups"]!.AsArray().Single(group => (string?)group!["logGroupName"] == "/ecs/notejam-production")!["retentionInDays"]);
    }

    [Fact]
    [Chapter(3)]
    public async Task A_sandbox_that_was_killed_comes_back_with_what_it_knew()
    {
        var before = (string)world.Report["imageDigest"]!;
        // Taken before the kill: a sandbox that is down hands out no session.
        var session = await world.Roles.VariablesOfAsync("Deploy");
        await world.RunAsync("bash", "-c", $"kill -KILL $(ss -ltnpH 'sport = :{world.Port}' | sed -n 's/.*pid=\\([0-9]*\\).*/\\1/p' | head -1)");
        (await world.Build.RunWithAsync(session, ["Deploy", .. world.Sandbox, "--region", "eu-central-1", "--skip", "Test"])).ExitsWith(success: true);
        Assert.Equal(before, (string?)world.Report["imageDigest"]);
        await using var chromium = await Chromium.StartAsync(Domain.Name, (await Domain.WhereAsync()).Address);
        var page = await chromium.NewPageAsync(world.Url);
        await Ada.SignInAsync(page);
        await Ada.SeesAsync(page, "Before the disaster");
    }

    [Fact]
    [Chapter(4)]
    public async Task A_backup_is_copied_with_its_manifest_and_what_is_wrong_with_the_backups_is_told()
    {
        var none = (await world.RunTargetAsync("VerifyBackups", "--region", "eu-central-1")).ExitsWith(success: false);
        Assert.Contains("the vault holds 0 recovery points", none.Output, StringComparison.Ordinal);

        (await world.RunTargetAsync("Backup", "--region", "eu-central-1")).ExitsWith(success: true);
        var copy = (string)world.Record("backup")["record"]!["copyArn"]!;
        Assert.Equal("COMPLETED", (await world.RunAsync("aws", "backup", "describe-recovery-point", "--region", "eu-west-2", "--backup-vault-name", "notejam-production", "--recovery-point-arn", copy, "--query", "Status", "--output", "text")).Trim());

        (await world.RunTargetAsync("VerifyBackups", "--region", "eu-central-1")).ExitsWith(success: true);
        var verdict = world.Record("backup-verdict");
        Assert.Equal(["drill", "restore test"], verdict["checks"]!.AsArray().Where(check => (string?)check!["outcome"] != "OK").Select(check => (string)check!["name"]!));
        Assert.StartsWith("<!doctype html>", await File.ReadAllTextAsync(world.Repository.PathOf("artifacts/backup-verdict.html")), StringComparison.Ordinal);
    }

    [Fact]
    [Chapter(5)]
    public async Task What_another_team_keeps_in_the_vault_is_mentioned_and_counts_for_nothing()
    {
        // Newer than Notejam's own from here on: the next chapters restore beside it.
        await new Billing(world).BackUpAsync();
        await new Neighbours(world).MoveInAsync();
        (await world.RunTargetAsync("VerifyBackups", "--region", "eu-central-1")).ExitsWith(0).Says("also in the vault: 1 recovery point of billing");
        (await world.RunTargetAsync("Destroy", "--confirm", "production", "--region", "eu-central-1")).ExitsWith(1)
            .Says("The vault notejam-production in eu-central-1 also holds what is not of this environment", "1 recovery point of arn:aws:rds:eu-central-1:123456789012:db:billing", "aws backup start-copy-job");
        Assert.Contains("notejam-production", await Leftovers.OfTheEnvironmentAsync(), StringComparison.Ordinal);
        // It leads to HTTPS, by a name that no DNS here knows.
        using var http = new HttpClient(new HttpClientHandler { AllowAutoRedirect = false });
        using var answer = await http.GetAsync(new Uri($"http://{(await Domain.WhereAsync()).Address}/"));
        Assert.True((int)answer.StatusCode < 500, answer.ToString());
    }

    [Fact]
    [Chapter(6)]
    public async Task With_the_primary_region_dead_a_drill_brings_back_what_people_wrote_and_leaves_nothing()
    {
        await using var death = await InjectedFault.DeadRegionAsync(world, "eu-central-1");
        var dead = await Assert.ThrowsAnyAsync<Exception>(() => world.RunAsync("aws", "ecs", "list-clusters", "--cli-connect-timeout", "5"));
        Assert.Contains("list-clusters", dead.Message, StringComparison.Ordinal);

        // Killed again and again, it is gone on with: nothing is restored twice.
        foreach (var text in new[] { "▶ restore", "RUNNING", "✓ infrastructure", "▶ task definition", "▶ rollout", "✓ application" })
            await world.KillTargetAtAsync(text, "DrDrill", "--keep");
        (await world.RunTargetAsync("DrDrill", "--keep")).ExitsWith(success: true);
        Assert.Contains("also in the vault: 1 recovery point of billing", world.Record("drill").ToJsonString(), StringComparison.Ordinal);
        Assert.Equal("1", (await world.RunAsync("aws", "backup", "list-restore-jobs", "--region", "eu-west-2", "--query", "length(RestoreJobs)")).Trim());
        var kept = world.Record("drill");
        Assert.Equal("Passed", (string?)kept["outcome"]);
        Assert.All(kept["checks"]!.AsArray(), check => Assert.True((string?)check!["outcome"] == "OK", check.ToJsonString()));
        Assert.All(kept["steps"]!.AsArray(), step => Assert.Equal("Done", (string?)step!["outcome"]));
        Assert.InRange((double)kept["rpoSeconds"]!, 1, 3600);
        var (available, serving, hydrated) = ((double)kept["rtoSeconds"]!["available"]!, (double)kept["rtoSeconds"]!["serving"]!, (double)kept["rtoSeconds"]!["hydrated"]!);
        Assert.True(available < serving && available < hydrated, $"available {available}, serving {serving}, hydrated {hydrated}");
        await using (var chromium = await Chromium.StartAsync())
        {
            var page = await chromium.NewPageAsync(new Uri((string)kept["url"]!));
            await Ada.SignInAsync(page);
            await Ada.SeesAsync(page, "Before the disaster");
        }

        Assert.Contains("was kept and still stands", (await world.RunTargetAsync("DrDrill")).ExitsWith(success: false).Output, StringComparison.Ordinal);
        await world.KillTargetAtAsync("▶ teardown of database", "DrDrill", "--teardown");
        (await world.RunTargetAsync("DrDrill", "--teardown")).ExitsWith(success: true);
        Assert.Equal(("Passed", "[]"), ((string?)world.Record("drill")["outcome"], world.Record("drill")["leftovers"]!.ToJsonString()));
        Assert.Equal("", await Leftovers.OfDrillsAsync());
        Assert.StartsWith("<!doctype html>", await File.ReadAllTextAsync(world.Repository.PathOf("artifacts/drill.html")), StringComparison.Ordinal);
        await death.DisposeAsync();
    }

    [Fact]
    [Chapter(7)]
    public async Task With_the_primary_region_dead_another_serves_and_what_is_written_there_comes_home()
    {
        await using var death = await InjectedFault.DeadRegionAsync(world, "eu-central-1");
        Assert.Contains("If that is what you want: --confirm production", (await world.RunTargetAsync("Failover")).ExitsWith(success: false).Output, StringComparison.Ordinal);
        await world.KillTargetAtAsync("▶ rollout", "Failover", "--confirm", "production");
        (await world.RunTargetAsync("Failover", "--confirm", "production")).ExitsWith(success: true);
        var failover = world.Record("failover");
        Assert.Equal(("Serving", "false", world.Url), ((string?)failover["outcome"], failover["primaryFrozen"]!.ToJsonString(), new Uri((string)failover["url"]!)));
        Assert.All(failover["checks"]!.AsArray(), check => Assert.True((string?)check!["outcome"] != "NG", check.ToJsonString()));
        var (record, address) = await Domain.WhereAsync();
        Assert.Equal("SECONDARY", record);
        await using var london = await Chromium.StartAsync(Domain.Name, address);
        var away = await london.NewPageAsync(world.Url);
        await Ada.SignInAsync(away);
        await Ada.SeesAsync(away, "Before the disaster");
        await Ada.WriteAsync(away, "Written in London", "While Frankfurt was gone.");

        // It comes back with its tasks: a second place to write at, until Failover is run again.
        await death.DisposeAsync();
        Assert.NotEqual("", await TasksAsync("notejam-production"));
        // Nobody is led to what it knows.
        Assert.Equal("SECONDARY", (await Domain.WhereAsync()).Record);
        var again = (await world.RunTargetAsync("Failover", "--confirm", "production")).ExitsWith(success: true);
        Assert.Contains("notejam-production is frozen", again.Output, StringComparison.Ordinal);
        Assert.Equal("", await TasksAsync("notejam-production"));
        Assert.Equal("1", (await world.RunAsync("aws", "rds", "describe-db-instances", "--region", "eu-west-2", "--query", "length(DBInstances)")).Trim());
        Assert.Contains("is failed over since", (await world.RunTargetAsync("Backup", "--region", "eu-central-1")).ExitsWith(success: false).Output, StringComparison.Ordinal);
        Assert.Contains("is failed over to eu-west-2", (await world.RunTargetAsync("DrDrill")).ExitsWith(success: false).Output, StringComparison.Ordinal);

        await world.KillTargetAtAsync("▶ import", "Failback", "--confirm", "production");
        (await world.RunTargetAsync("Failback", "--confirm", "production")).ExitsWith(success: true);
        var failback = world.Record("failback");
        Assert.Equal(("Home", "[]"), ((string?)failback["outcome"], failback["leftovers"]!.ToJsonString()));
        Assert.Contains(failback["checks"]!.AsArray(), check => (string?)check!["name"] == "content" && (string?)check["outcome"] == "OK");
        Assert.Equal("", await Leftovers.OfDrillsAsync());
        (record, address) = await Domain.WhereAsync();
        Assert.Equal("PRIMARY", record);
        await using var frankfurt = await Chromium.StartAsync(Domain.Name, address);
        var home = await frankfurt.NewPageAsync(world.Url);
        await Ada.SignInAsync(home);
        await Ada.SeesAsync(home, "Written in London");
        await Ada.SeesAsync(home, "Before the disaster");
        // A new note gets a number of its own.
        await Ada.WriteAsync(home, "Home again", "In Frankfurt.");
    }

    [Fact]
    [Chapter(8)]
    public async Task A_key_that_cannot_be_used_is_found_by_the_verdict_and_by_the_drill()
    {
        (await world.RunTargetAsync("VerifyBackups", "--region", "eu-central-1")).ExitsWith(success: true);
        var verdict = world.Record("backup-verdict");
        Assert.Equal(["restore test"], verdict["checks"]!.AsArray().Where(check => (string?)check!["outcome"] != "OK").Select(check => (string)check!["name"]!));

        await world.RunAsync("python3", "-c", """
            import boto3
            key = boto3.client("backup", region_name="eu-west-2").describe_backup_vault(BackupVaultName="notejam-production")["EncryptionKeyArn"]
            boto3.client("kms", region_name="eu-west-2").disable_key(KeyId=key.split("/")[1])
            """);
        var locked = (await world.RunTargetAsync("VerifyBackups", "--region", "eu-central-1")).ExitsWith(success: false);
        Assert.Matches(@"NG +keys in eu-west-2 +arn:aws:kms:eu-west-2:\d+:key/\S+ is Disabled", locked.Output);

        var failed = (await world.RunTargetAsync("DrDrill")).ExitsWith(success: false);
        Assert.Matches(@"None of the \d+ recovery points of notejam-production in eu-west-2 can be restored: the key of \S+ is Disabled", failed.Output);
        Assert.Equal(("Failed", "[]"), ((string?)world.Record("drill")["outcome"], world.Record("drill")["leftovers"]!.ToJsonString()));
        Assert.Equal("", await Leftovers.OfDrillsAsync());
    }

    [Fact]
    [Chapter(9)]
    public async Task Destroy_asks_for_the_name_and_leaves_nothing_in_either_region()
    {
        // All of the story so far, under the roles of the workflows: nothing that a target needs was refused.
        Assert.Equal([], await world.Roles.RefusalsAsync());
        var unconfirmed = await world.RunTargetAsync("Destroy", "--region", "eu-central-1");
        Assert.Contains("If that is what you want: --confirm production", unconfirmed.ExitsWith(success: false).Output, StringComparison.Ordinal);
        Assert.NotEqual("", await Leftovers.OfTheEnvironmentAsync());

        Assert.Contains("db:billing", (await world.RunTargetAsync("Destroy", "--confirm", "production", "--region", "eu-central-1")).ExitsWith(1).Output, StringComparison.Ordinal);
        await new Billing(world).LeaveAsync();
        var neighbours = new Neighbours(world);
        var theirs = await neighbours.LookAsync();
        (await world.RunTargetAsync("Destroy", "--confirm", "production", "--region", "eu-central-1")).ExitsWith(1)
            .Says("What is not of production would go with it:", "eu-central-1: the service billing in the cluster notejam-production", "the rule of priority 77 at port ", "the listener at port 8123",
                "eu-west-2: 1 image in the repository notejam-production: billing-1.0", "the deployment group billing in the CodeDeploy application notejam-production", "aws ecs delete-service");
        Assert.Equal(theirs, await neighbours.LookAsync());
        await neighbours.LeaveAsync();
        var run = (await world.RunTargetAsync("Destroy", "--confirm", "production", "--region", "eu-central-1")).ExitsWith(success: true);
        Assert.Contains("gone, nothing left", run.Output, StringComparison.Ordinal);
        Assert.Equal("", await Leftovers.OfTheEnvironmentAsync());
    }

    private Domain Domain => new(world);

    private Leftovers Leftovers => new(world);

    private async Task<string> TasksAsync(string cluster) =>
        (await world.RunAsync("aws", "ecs", "list-tasks", "--cluster", cluster, "--query", "taskArns", "--output", "text")).Trim();

    /// <summary>A sandbox of this story's own.</summary>
    public sealed class World() : SandboxWorld(15467);
}
