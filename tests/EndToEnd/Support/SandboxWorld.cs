using System.Text.Json.Nodes;
using Notejam.Machine.Processes;

namespace Notejam.EndToEnd.Support;

/// <summary>One clone and one sandbox of its own, shared by the tests that tell one story.</summary>
public sealed class SandboxWorld : IAsyncLifetime
{
    /// <summary>Far from the default, so that a developer's own sandbox is left alone.</summary>
    public const int Port = 14617;

    private const string Schedules = "infra/stacks/backup/variables.tf";

    /// <summary>The sandbox's endpoint.</summary>
    public static string Endpoint => $"http://127.0.0.1:{Port}";

    /// <summary>The clone.</summary>
    public RepositoryCopy Repository { get; private set; } = null!;

    /// <summary>Its build.</summary>
    public BuildScript Build => new(Repository.Folder);

    /// <summary>Runs Deploy against the sandbox.</summary>
    public Task<BuildRun> DeployAsync(params string[] more) =>
        Build.RunAsync(["Deploy", "--region", "eu-central-1", "--sandbox", "--sandbox-endpoint", Endpoint, .. more]);

    /// <summary>Runs Deploy without its tests and kills it when it prints a piece of text.</summary>
    public Task<string> KillDeployAtAsync(string text, bool withChildren = false) =>
        Build.KillAtAsync(text, withChildren, "Deploy", "--skip", "Test", "--region", "eu-central-1", "--sandbox", "--sandbox-endpoint", Endpoint);

    /// <summary>What the last Deploy wrote for others.</summary>
    public JsonNode Report => JsonNode.Parse(File.ReadAllText(Repository.PathOf("artifacts/deploy.json")))!;

    /// <summary>Runs a program with the sandbox as its AWS.</summary>
    public static Task<string> RunAsync(string program, params string[] arguments) => RunAsync(new ProcessCommand(program, arguments));

    /// <summary>Runs a program with the sandbox as its AWS.</summary>
    public static async Task<string> RunAsync(ProcessCommand command)
    {
        var result = await new ProcessRunner().RunAsync(command with
        {
            Environment = new Dictionary<string, string?>
            {
                ["AWS_ENDPOINT_URL"] = Endpoint, ["AWS_ACCESS_KEY_ID"] = "AKIASANDBOX", ["AWS_SECRET_ACCESS_KEY"] = "sandbox",
                ["AWS_DEFAULT_REGION"] = "eu-central-1", ["AWS_PAGER"] = "", ["AWS_CA_BUNDLE"] = null,
            },
        });
        Assert.True(result.Succeeded, $"{command}: {result.Error}");
        return result.Output;
    }

    /// <inheritdoc />
    public async Task InitializeAsync()
    {
        Repository = await RepositoryCopy.CreateAsync();
        // At whatever hour the story is told: no backup and no restore test of the schedule falls into it.
        var far = TimeProvider.System.GetUtcNow().AddHours(12);
        await Repository.ChangeAsync(Schedules, "cron(0 2 * * ? *)", $"cron(0 {far.Hour} * * ? *)");
        await Repository.ChangeAsync(Schedules, "cron(0 6 ? * SUN *)", $"cron(0 {far.Hour} ? * {far.DayOfWeek.ToString()[..3].ToUpperInvariant()} *)");
        // What a killed run may have left.
        await StopAsync();
    }

    /// <inheritdoc />
    public async Task DisposeAsync()
    {
        await StopAsync();
        Repository.Dispose();
    }

    /// <summary>Stops the sandbox.</summary>
    public Task<BuildRun> StopAsync() => Build.RunAsync("Sandbox", "--stop", "--sandbox-endpoint", Endpoint);
}
