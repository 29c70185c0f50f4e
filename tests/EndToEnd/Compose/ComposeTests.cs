using Notejam.EndToEnd.Support;
using Notejam.Tests.Browser;

namespace Notejam.EndToEnd.Compose;

/// <summary>Local development.</summary>
[Trait("Suite", "e2e")]
public sealed class ComposeTests : IAsyncLifetime
{
    private const string Project = "notejam-e2e";
    private static readonly Uri Local = new("http://127.0.0.1:8080/");
    private RepositoryCopy _repository = null!;
    private BuildScript _build = null!;

    /// <inheritdoc />
    public async Task InitializeAsync()
    {
        _repository = await RepositoryCopy.CreateAsync();
        _build = new BuildScript(_repository.Folder);
    }

    /// <inheritdoc />
    public Task DisposeAsync()
    {
        _repository.Dispose();
        return Task.CompletedTask;
    }

    [Fact]
    public async Task Compose_runs_with_the_older_docker_compose_and_with_the_plugin_keeps_the_data_and_reloads()
    {
        using var plugin = await ComposePlugin.DownloadAsync();
        try
        {
            var older = await ComposeAsync(null);
            Assert.Matches(@"starting the services with Compose 1\.\d+", older.Output);
            Assert.Contains("Notejam runs at http://127.0.0.1:8080/, the mails that it sends are at http://127.0.0.1:8025/", older.Output, StringComparison.Ordinal);
            await using var chromium = await Chromium.StartAsync();
            await Ada.EnterAsync(await chromium.NewPageAsync(Local));
            await ComposeAsync(null, "--down");
            Assert.Equal("", await ComposedAsync());

            var newer = await ComposeAsync(plugin.DockerConfig);
            Assert.Matches(@"starting the services with Compose [2-9]\.\d+", newer.Output);
            var page = await chromium.NewPageAsync(Local);
            await Ada.SignInAsync(page);
            await Ada.SeesAsync(page, "All notes (0)");

            // Watched, a changed source is served a moment later, to who is signed in.
            await _build.KillAtAsync("Notejam runs as it is written now", withChildren: true, Variables(plugin.DockerConfig),
                ("watching app/ for changes", () => _repository.ChangeAsync("app/Notejam/Pages/Shared/_Layout.cshtml", "</footer>", "<span>Watched edition</span></footer>")), "Compose", "--watch");
            await page.ReloadAsync();
            await Ada.SeesAsync(page, "Watched edition");
            await Ada.SeesAsync(page, "All notes (0)");
        }
        finally
        {
            await ComposeAsync(plugin.DockerConfig, "--down");
            Assert.Equal("", await ComposedAsync());
            await Programs.RunAsync("docker", "volume", "rm", $"{Project}_database");
        }
    }

    private async Task<BuildRun> ComposeAsync(string? dockerConfig, params string[] more) => (await _build.RunWithAsync(
        Variables(dockerConfig), ["Compose", .. more])).ExitsWith(success: true);

    private static Dictionary<string, string?> Variables(string? dockerConfig) => new() { ["COMPOSE_PROJECT_NAME"] = Project, ["DOCKER_CONFIG"] = dockerConfig };

    private static async Task<string> ComposedAsync() =>
        (await Programs.RunAsync("docker", "ps", "--all", "--quiet", "--filter", $"label=com.docker.compose.project={Project}")).Trim();
}
