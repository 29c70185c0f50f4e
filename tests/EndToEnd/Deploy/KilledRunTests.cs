using System.Text.Json.Nodes;
using Notejam.EndToEnd.Support;

namespace Notejam.EndToEnd.Deploy;

/// <summary>A run that was killed leaves nothing that blocks the next, and the next goes on where it stopped.</summary>
[Trait("Suite", "e2e")]
[TestCaseOrderer("Notejam.EndToEnd.Support.InOrder", "Notejam.EndToEnd")]
public sealed class KilledRunTests(SandboxWorld world) : IClassFixture<SandboxWorld>
{
    [Fact]
    [Chapter(1)]
    public async Task A_first_deploy_killed_again_and_again_is_finished_by_the_last()
    {
        // In the order in which the path comes to them: each run gets one step further. Terraform itself goes on when the
        // pipeline is killed, and the next run waits for it.
        foreach (var step in new[]
                 {
                     "creating the state bucket", "creating module.registry.aws_ecr_repository", "pushing ", "creating module.database.aws_db_instance",
                     "migrating the database in task", "rolls out notejam-production",
                 })
            await world.KillDeployAtAsync(step);

        var run = (await world.DeployAsync("--skip", "Test")).ExitsWith(success: true);
        Assert.Equal("Live", (string?)world.Report["outcome"]);
        using var http = new HttpClient();
        Assert.Contains("Notejam", await http.GetStringAsync(new Uri((string)world.Report["url"]!)), StringComparison.OrdinalIgnoreCase);

        // Nothing was done twice, and nothing was made anew.
        Assert.Single(JsonNode.Parse(await SandboxWorld.RunAsync("aws", "ecr", "describe-images", "--repository-name", "notejam-production"))!["imageDetails"]!.AsArray());
        Assert.Single(JsonNode.Parse(await SandboxWorld.RunAsync("aws", "ecs", "list-task-definitions"))!["taskDefinitionArns"]!.AsArray(), arn => ((string)arn!).Contains("/notejam-production:", StringComparison.Ordinal));
        Assert.Single(JsonNode.Parse(await SandboxWorld.RunAsync("aws", "deploy", "list-deployments"))!["deployments"]!.AsArray());
        Assert.DoesNotContain("-/+", run.Output, StringComparison.Ordinal);
    }

    [Fact]
    [Chapter(2)]
    public async Task A_lock_of_a_terraform_that_was_killed_too_is_removed()
    {
        var values = world.Repository.PathOf("infra/environments/production.tfvars");
        await File.AppendAllTextAsync(values, "log_retention_days = 60\n");
        await world.KillDeployAtAsync("changing module.service.aws_cloudwatch_log_group", withChildren: true);
        var run = (await world.DeployAsync("--skip", "Test")).ExitsWith(success: true);
        Assert.Contains("was left by a terraform of this folder that was killed", run.Output, StringComparison.Ordinal);
        Assert.Equal(60, (int?)JsonNode.Parse(await SandboxWorld.RunAsync("aws", "logs", "describe-log-groups"))!["logGroups"]!.AsArray().Single(group => (string?)group!["logGroupName"] == "/ecs/notejam-production")!["retentionInDays"]);
    }

    [Fact]
    [Chapter(3)]
    public async Task A_sandbox_that_was_killed_comes_back_with_what_it_knew()
    {
        var before = (string)world.Report["imageDigest"]!;
        await SandboxWorld.RunAsync("bash", "-c", $"kill -KILL $(ss -ltnpH 'sport = :{SandboxWorld.Port}' | sed -n 's/.*pid=\\([0-9]*\\).*/\\1/p' | head -1)");
        (await world.DeployAsync("--skip", "Test")).ExitsWith(success: true);
        Assert.Equal(before, (string?)world.Report["imageDigest"]);
        using var http = new HttpClient();
        Assert.Contains("Notejam", await http.GetStringAsync(new Uri((string)world.Report["url"]!)), StringComparison.OrdinalIgnoreCase);
    }
}
