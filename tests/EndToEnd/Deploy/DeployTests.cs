using System.Text.Json.Nodes;
using Microsoft.Playwright;
using Notejam.EndToEnd.Support;
using Notejam.Tests.Browser;

namespace Notejam.EndToEnd.Deploy;

/// <summary>The whole path on one machine, told in the order in which a user meets it.</summary>
[Trait("Suite", "e2e")]
[TestCaseOrderer("Notejam.EndToEnd.Support.InOrder", "Notejam.EndToEnd")]
public sealed class DeployTests(SandboxWorld world) : IClassFixture<SandboxWorld>
{
    private const string Email = "ada@example.com";
    private const string Password = "correct horse battery";
    private const string Page = "app/Notejam/Pages/Shared/_Layout.cshtml";

    private Uri Url => new((string)world.Report["url"]!);

    private string TaskDefinition => (string)world.Report["rollout"]!["taskDefinitionArn"]!;

    [Fact]
    [Chapter(1)]
    public async Task The_first_deploy_brings_a_notejam_that_a_person_can_use()
    {
        (await world.DeployAsync()).ExitsWith(success: true);
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
        Assert.Equal((int?)service["desiredCount"], (int?)service["taskSets"]![0]!["runningCount"]);
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
        await using var load = new SteadyLoad(new Uri(Url, "/signin/"), perSecond: 50);
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
        await using var load = new SteadyLoad(new Uri(Url, "/signin/"), perSecond: 50);
        var run = (await world.DeployAsync("--skip", "Test")).ExitsWith(success: false);
        await load.StopAsync();
        Assert.Equal("RolledBack", (string?)world.Report["outcome"]);
        Assert.Contains("Essential container in task exited", run.Output, StringComparison.Ordinal);
        Assert.Contains("exit code 1", run.Output, StringComparison.Ordinal);
        Assert.Matches(@"\| Notejam cannot start: .*the flux capacitor is missing", run.Output);
        Assert.Empty(load.Lost);
        using var http = new HttpClient();
        Assert.Contains("Second edition", await http.GetStringAsync(new Uri(Url, "/signin/")), StringComparison.Ordinal);
    }

    [Fact]
    [Chapter(6)]
    public async Task Stopping_the_sandbox_leaves_nothing_running()
    {
        (await world.StopAsync()).ExitsWith(success: true);
        Assert.Equal("", (await SandboxWorld.RunAsync("docker", "ps", "--all", "--quiet", "--filter", $"label=notejam.sandbox={SandboxWorld.Port}")).Trim());
        using var http = new HttpClient();
        await Assert.ThrowsAsync<HttpRequestException>(() => http.GetAsync(new Uri(SandboxWorld.Endpoint)));
    }
}
