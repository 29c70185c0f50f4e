using System.Text;
using System.Text.Json.Nodes;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;
using Notejam.Sandbox.CodeDeploy.Api;
using Notejam.Sandbox.CodeDeploy.Engine;
using Notejam.Sandbox.CodeDeploy.Model;
using Notejam.Sandbox.Gateway;
using Notejam.Sandbox.Gateway.Operations;
using Notejam.Sandbox.State;
using Notejam.Sandbox.Tests.Support;

namespace Notejam.Sandbox.Tests.CodeDeploy;

/// <summary>CodeDeploy over a fake world and clock, called through its API; it can be killed and started again.</summary>
internal sealed class CodeDeployHarness : IDisposable
{
    public const string AppSpec =
        """{"version":0.0,"Resources":[{"TargetService":{"Type":"AWS::ECS::Service","Properties":{"TaskDefinition":"app:2","LoadBalancerInfo":{"ContainerName":"app","ContainerPort":8080}}}}]}""";

    private readonly SandboxOptions _options = new() { StateDirectory = Directory.CreateTempSubdirectory("codedeploy").FullName };
    private CodeDeployStore _store = null!;
    private AwsService _service = null!;
    private DeploymentEngine _engine = null!;

    public CodeDeployHarness()
    {
        World = new FakeWorld(Time);
        Restart();
    }

    public FakeTimeProvider Time { get; } = new(Deployments.Start);

    public FakeWorld World { get; }

    public FakeFunctions Functions { get; } = new();

    public EveryPermission Permissions { get; } = new();

    /// <summary>The Hooks of deployments' AppSpecs, JSON.</summary>
    public string Hooks { get; init; } = "[]";

    /// <summary>A new engine and a new service on what the old ones kept.</summary>
    public void Restart()
    {
        _engine?.Dispose();
        _store = new CodeDeployStore(new StateStore(_options));
        var (views, hooks, role) = (new TaskSetViews(World), new HookCalls(_store, Functions), new ServiceRole(Permissions));
        _service = new AwsService("codedeploy", AwsProtocol.Json, [
            new ApplicationOperations(_store, Time), new DeploymentGroupOperations(_store), new DeploymentConfigOperations(_store, Time),
            new DeploymentOperations(_store, Time), new DeploymentQueries(_store), new DeploymentTargetOperations(_store, views, Time), hooks, new CodeDeployTags(_store)]);
        _engine = new DeploymentEngine(
            _store, new DeploymentObserver(World, World, World, new AlarmWatch(World), role, Time), new DeploymentActions(_store, World, World, hooks, role, Time),
            views, _options, Time, NullLogger<DeploymentEngine>.Instance);
    }

    /// <summary>Calls an operation; an error of the API is thrown as it is.</summary>
    public async Task<JsonObject> CallAsync(string operation, JsonObject input)
    {
        var request = new AwsRequest
        {
            Region = "eu-central-1", Service = "codedeploy", Operation = operation, Protocol = AwsProtocol.Json, Body = [], PathAndQuery = "/", Json = input,
        };
        var response = await _service.AnswerAsync(request, CancellationToken.None);
        return JsonNode.Parse(Encoding.UTF8.GetString(response.Body))!.AsObject();
    }

    public async Task CreateGroupAsync(string config = PredefinedConfigs.Default, Action<JsonObject>? change = null)
    {
        await CallAsync("CreateApplication", new JsonObject { ["applicationName"] = "app", ["computePlatform"] = "ECS" });
        var group = DeploymentGroups.Input(config);
        change?.Invoke(group);
        await CallAsync("CreateDeploymentGroup", group);
    }

    public async Task<string> DeployAsync(string? description = null)
    {
        var input = new JsonObject
        {
            ["applicationName"] = "app",
            ["deploymentGroupName"] = "group",
            ["revision"] = new JsonObject { ["revisionType"] = "AppSpecContent", ["appSpecContent"] = new JsonObject { ["content"] = AppSpec.Insert(AppSpec.Length - 1, $",\"Hooks\":{Hooks}") } },
        };
        if (description is not null) input["description"] = description;
        return (await CallAsync("CreateDeployment", input)).Text("deploymentId")!;
    }

    /// <summary>Lets the engine do all that can be done now.</summary>
    public async Task RunAsync()
    {
        foreach (var deployment in _store.Active()) await _engine.StepAsync(deployment, CancellationToken.None);
    }

    /// <summary>Lets AWS time pass, and the engine do what is due then.</summary>
    public async Task PassAsync(int awsMinutes)
    {
        Time.Advance(TimeSpan.FromMinutes(awsMinutes) / _options.TimeScale);
        await RunAsync();
    }

    public async Task<JsonObject> GetAsync(string id) =>
        (await CallAsync("GetDeployment", new JsonObject { ["deploymentId"] = id })).Structure("deploymentInfo");

    public async Task<JsonObject> GetTargetAsync(string id) =>
        (await CallAsync("GetDeploymentTarget", new JsonObject { ["deploymentId"] = id, ["targetId"] = "cluster:web" })).Structure("deploymentTarget").Structure("ecsTarget");

    public void Dispose()
    {
        _engine.Dispose();
        Directory.Delete(_options.StateDirectory, recursive: true);
    }
}
