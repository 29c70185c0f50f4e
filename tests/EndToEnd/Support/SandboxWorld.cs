using System.Text.Json.Nodes;
using Notejam.Machine.Environments;
using Notejam.Machine.Processes;

namespace Notejam.EndToEnd.Support;

/// <summary>One clone and one sandbox of its own, shared by the tests that tell one story. Stories are told side by side.</summary>
/// <param name="port">The sandbox's: far from the default, so that a developer's own is left alone, and from other stories'.</param>
public abstract class SandboxWorld(int port) : IAsyncLifetime
{
    private Uri? _live;
    private WorkflowRoles? _roles;

    private const string Schedules = "infra/stacks/backup/variables.tf";

    /// <summary>The sandbox's port.</summary>
    public int Port => port;

    /// <summary>The sandbox's endpoint.</summary>
    public string Endpoint => $"http://127.0.0.1:{port}";

    /// <summary>The options of a run against it.</summary>
    public string[] Sandbox => ["--sandbox", "--sandbox-endpoint", Endpoint];

    /// <summary>The clone.</summary>
    public RepositoryCopy Repository { get; private set; } = null!;

    /// <summary>Under which role each target runs.</summary>
    public WorkflowRoles Roles => _roles ??= new(this);

    /// <summary>Its build.</summary>
    public BuildScript Build => new(Repository.Folder);

    /// <summary>What the last Deploy wrote for others.</summary>
    public JsonNode Report => JsonNode.Parse(File.ReadAllText(Repository.PathOf("artifacts/deploy.json")))!;

    /// <summary>Where the last Deploy's release is reached.</summary>
    public Uri Url => new((string)Report["url"]!);

    /// <summary>Notejam's sign-in page; also after a run that was refused and does not know where.</summary>
    public Uri Live => new(_live ??= Url, "/signin/");

    /// <summary>What the last Plan or Apply would change, of all stacks.</summary>
    public IReadOnlyList<JsonNode> PlannedChanges => [.. PlannedStacks.SelectMany(stack => stack["changes"]!.AsArray()).Select(change => change!)];

    /// <summary>What the last Plan or Apply planned.</summary>
    public IEnumerable<JsonNode> PlannedStacks => Record("plan")["record"]!["stacks"]!.AsArray().Select(stack => stack!);

    /// <summary>A record that a target wrote.</summary>
    public JsonNode Record(string name) => JsonNode.Parse(File.ReadAllText(Repository.PathOf($"artifacts/{name}.json")))!;

    /// <summary>Runs a target against the sandbox, in the region that it knows by itself.</summary>
    public async Task<BuildRun> RunTargetAsync(string target, params string[] more) => await Build.RunWithAsync(await Roles.VariablesOfAsync(target), [target, .. Sandbox, .. more]);

    /// <summary>Runs a target against the sandbox and kills it when it prints a piece of text.</summary>
    public Task<string> KillTargetAtAsync(string text, string target, params string[] more) => KillAsync(text, withChildren: false, target, more);

    /// <summary>Runs Deploy against the sandbox.</summary>
    public Task<BuildRun> DeployAsync(params string[] more) => RunTargetAsync("Deploy", ["--region", "eu-central-1", .. more]);

    /// <summary>Runs Deploy without its tests and kills it when it prints a piece of text.</summary>
    public Task<string> KillDeployAtAsync(string text, bool withChildren = false) => KillAsync(text, withChildren, "Deploy", "--skip", "Test", "--region", "eu-central-1");

    private async Task<string> KillAsync(string text, bool withChildren, string target, params string[] more) =>
        await Build.KillAtAsync(text, withChildren, await Roles.VariablesOfAsync(target), before: null, [target, .. Sandbox, .. more]);

    /// <summary>Runs Plan or Apply, without what comes before.</summary>
    public Task<BuildRun> RunInfraAsync(string target, string region = "eu-central-1") => RunTargetAsync(target, "--skip", "Test", "Image", "Push", "Scan", "--region", region);

    /// <summary>Runs a program with the sandbox as its AWS.</summary>
    public Task<string> RunAsync(string program, params string[] arguments) => RunAsync(new ProcessCommand(program, arguments));

    /// <summary>Runs a program with the sandbox as its AWS.</summary>
    public Task<string> RunAsync(ProcessCommand command) => Programs.RunAsync(command with
    {
        Environment = new Dictionary<string, string?>(Variables.Changes(Variables.OfThisProcess(), SandboxEnvironment.Of(ProxyVariables.Without(Variables.OfThisProcess()), new Uri(Endpoint))))
        {
            ["AWS_DEFAULT_REGION"] = "eu-central-1", ["AWS_PAGER"] = "",
        },
    });

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
