using Microsoft.Playwright;
using Notejam.EndToEnd.Support;
using Notejam.Tests.Browser;

namespace Notejam.EndToEnd.Deploy;

// Local development, in the same clone.
public sealed partial class DeployTests
{
    private const string Project = "notejam-e2e";
    private static readonly Uri Local = new("http://127.0.0.1:8080/");

    [Fact]
    [Chapter(19)]
    public async Task Compose_runs_with_the_older_docker_compose_and_with_the_plugin_keeps_the_data_and_reloads()
    {
        using var plugin = await ComposePlugin.DownloadAsync();
        try
        {
            var older = await ComposeAsync(null);
            Assert.Matches(@"starting the services with Compose 1\.\d+", older.Output);
            Assert.Contains("Notejam runs at http://127.0.0.1:8080/, the mails that it sends are at http://127.0.0.1:8025/", older.Output, StringComparison.Ordinal);
            await using var chromium = await Chromium.StartAsync();
            await new NotejamVisitor(await chromium.NewPageAsync(Local)).EnterAsync(Email, Password);
            await ComposeAsync(null, "--down");
            Assert.Equal("", await ComposedAsync());

            var newer = await ComposeAsync(plugin.DockerConfig);
            Assert.Matches(@"starting the services with Compose [2-9]\.\d+", newer.Output);
            var page = await chromium.NewPageAsync(Local);
            await SignInAsync(page);
            await Assertions.Expect(page.GetByText("All notes (0)")).ToBeVisibleAsync();

            // Watched, a changed source is served a moment later, to who is signed in.
            await world.Build.KillAtAsync("Notejam runs as it is written now", withChildren: true, Variables(plugin.DockerConfig),
                ("watching app/ for changes", () => world.Repository.ChangeAsync(Page, "</footer>", "<span>Watched edition</span></footer>")), "Compose", "--watch");
            await page.ReloadAsync();
            await Assertions.Expect(page.GetByText("Watched edition")).ToBeVisibleAsync();
            await Assertions.Expect(page.GetByText("All notes (0)")).ToBeVisibleAsync();
        }
        finally
        {
            await ComposeAsync(plugin.DockerConfig, "--down");
            Assert.Equal("", await ComposedAsync());
            await SandboxWorld.RunAsync("docker", "volume", "rm", $"{Project}_database");
        }
    }

    private async Task<BuildRun> ComposeAsync(string? dockerConfig, params string[] more) => (await world.Build.RunWithAsync(
        Variables(dockerConfig), ["Compose", .. more])).ExitsWith(success: true);

    private static Dictionary<string, string?> Variables(string? dockerConfig) => new() { ["COMPOSE_PROJECT_NAME"] = Project, ["DOCKER_CONFIG"] = dockerConfig };

    private static async Task<string> ComposedAsync() =>
        (await SandboxWorld.RunAsync("docker", "ps", "--all", "--quiet", "--filter", $"label=com.docker.compose.project={Project}")).Trim();
}
