using Notejam.Sandbox.Tests.Support;
using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;
using System.Xml.Linq;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Notejam.Sandbox.Ecr.Model;
using Notejam.Sandbox.Ecr.Registry;
using Notejam.Sandbox.Ecs;
using Notejam.Sandbox.Elb;
using Notejam.Sandbox.Ec2;
using Notejam.Sandbox.Gateway;
using Notejam.Sandbox.Gateway.Operations;
using Notejam.Sandbox.Host;

namespace Notejam.Sandbox.Tests.Ecs;

/// <summary>Container services and load balancing with real containers and real listeners; only what lies behind is recorded.</summary>
public sealed class EcsHarness : IAsyncLifetime
{
    public const string Region = "eu-central-1";
    public const string Cluster = "web";
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(100);
    private readonly SandboxOptions _options = new() { Port = 4700, StateDirectory = Directory.CreateTempSubdirectory("ecs").FullName };
    private WebApplication _app = null!;

    internal RecordingEmulator Emulator { get; } = new();

    public ITaskSets TaskSets => _app.Services.GetRequiredService<ITaskSets>();

    /// <summary>The ids of the tasks whose containers are there, running or not.</summary>
    public async Task<IReadOnlyList<string>> TasksWithContainersAsync() =>
        [.. (await _app.Services.GetRequiredService<Sandbox.Ecs.Running.TaskContainers>().ListAsync(CancellationToken.None)).Select(container => container.TaskId)];

    public ITrafficRoutes Routes => _app.Services.GetRequiredService<ITrafficRoutes>();

    public async Task InitializeAsync()
    {
        // Whoever stops a sandbox meanwhile leaves the engine up.
        using (await new Machine.ThisMachine().Engine.EnsureRunningAsync()) await StartAsync();
        await TestImage.EnsureAsync(_app.Services.GetRequiredService<DockerClients>().Client);
        await EcsAsync("CreateCluster", new JsonObject { ["clusterName"] = Cluster });
    }

    public async Task DisposeAsync()
    {
        await _app.StopAsync();
        await _app.Services.GetRequiredService<SandboxNetwork>().RemoveAsync();
        await _app.DisposeAsync();
        Directory.Delete(_options.StateDirectory, recursive: true);
    }

    /// <summary>Ends the gateway and starts another on the same state; containers keep running.</summary>
    /// <param name="between">Done while there is no gateway.</param>
    public async Task RestartAsync(Action? between = null)
    {
        await _app.StopAsync();
        await _app.DisposeAsync();
        between?.Invoke();
        await StartAsync();
    }

    /// <summary>Calls an operation of ECS.</summary>
    public async Task<JsonObject> EcsAsync(string operation, JsonObject input)
    {
        var response = await CallAsync(Request("ecs", operation, AwsProtocol.Json) with { Json = input });
        return JsonNode.Parse(response)!.AsObject();
    }

    /// <summary>Calls an operation of load balancing; answers with the first element of a name.</summary>
    public async Task<string> ElbAsync(string operation, string element, params (string Name, string Value)[] parameters)
    {
        var query = new QueryParameters(parameters.ToDictionary(pair => pair.Name, pair => pair.Value));
        var response = await CallAsync(Request("elasticloadbalancing", operation, AwsProtocol.Query) with { Query = query });
        return XDocument.Parse(response).Descendants().First(found => found.Name.LocalName == element).Value;
    }

    /// <summary>Registers a definition whose one container runs a shell script.</summary>
    public async Task<string> RegisterAsync(string family, string script, Action<JsonObject>? change = null)
    {
        var container = new JsonObject
        {
            ["name"] = "app",
            ["image"] = TestImage.Name,
            ["entryPoint"] = new JsonArray("/bin/sh", "-c"),
            ["command"] = new JsonArray(script),
            ["stopTimeout"] = 2,
            ["logConfiguration"] = new JsonObject { ["logDriver"] = "awslogs", ["options"] = new JsonObject { ["awslogs-group"] = "/test", ["awslogs-stream-prefix"] = "t" } },
        };
        change?.Invoke(container);
        var answer = await EcsAsync("RegisterTaskDefinition", new JsonObject { ["family"] = family, ["containerDefinitions"] = new JsonArray(container) });
        return (string)answer["taskDefinition"]!["taskDefinitionArn"]!;
    }

    /// <summary>Names the test's image on this machine as one of this sandbox's registry, where it was never pushed.</summary>
    public async Task<string> TagAsync(string repository)
    {
        var name = string.Create(CultureInfo.InvariantCulture, $"127.0.0.1:{_options.RegistryPort(Region)}/{repository}");
        await _app.Services.GetRequiredService<DockerClients>().Client.Images.TagImageAsync(TestImage.Name, new() { RepositoryName = name, Tag = "1" });
        return name + ":1";
    }

    /// <summary>Creates a service; under CodeDeploy when it has a target group.</summary>
    public async Task CreateServiceAsync(string name, string definition, int count, string? targetGroupArn = null)
    {
        var input = new JsonObject { ["cluster"] = Cluster, ["serviceName"] = name, ["taskDefinition"] = definition, ["desiredCount"] = count };
        if (targetGroupArn is not null)
        {
            input["deploymentController"] = new JsonObject { ["type"] = "CODE_DEPLOY" };
            input["loadBalancers"] = new JsonArray(new JsonObject { ["targetGroupArn"] = targetGroupArn, ["containerName"] = "app", ["containerPort"] = 8080 });
        }

        await EcsAsync("CreateService", input);
    }

    /// <summary>Runs a task and waits until it has stopped.</summary>
    public async Task<JsonObject> RunToEndAsync(string definition, JsonObject? overrides = null)
    {
        var input = new JsonObject { ["cluster"] = Cluster, ["taskDefinition"] = definition };
        if (overrides is not null) input["overrides"] = overrides;
        var started = await EcsAsync("RunTask", input);
        var arn = (string)started["tasks"]![0]!["taskArn"]!;
        return await EventuallyAsync(
            async () => (await EcsAsync("DescribeTasks", new JsonObject { ["cluster"] = Cluster, ["tasks"] = new JsonArray(arn) }))["tasks"]![0]!.AsObject(),
            task => (string?)task["lastStatus"] == "STOPPED");
    }

    /// <summary>Asks until the answer is as it should be.</summary>
    public static async Task<T> EventuallyAsync<T>(Func<Task<T>> ask, Func<T, bool> isRight)
    {
        using var patience = new CancellationTokenSource(Patience);
        while (true)
        {
            var answer = await ask();
            if (isRight(answer)) return answer;
            if (patience.IsCancellationRequested) throw new TimeoutException($"It never became right; last seen: {answer}");
            await Task.Delay(Pause);
        }
    }

    private async Task StartAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Logging.SetMinimumLevel(LogLevel.Warning).AddFilter("Yarp", LogLevel.Error);
        builder.Services.AddSandboxHost(_options).AddSingleton<EcrStore>().AddSingleton<RegistryTokens>().AddSingleton<Sandbox.Access.IServicePermissions, EveryPermission>().AddElb().AddEcs()
            .AddSingleton<IEmulator>(Emulator).AddSingleton<ISubnetDirectory>(Emulator);
        _app = builder.Build();
        await _app.StartAsync();
    }

    private async Task<string> CallAsync(AwsRequest request)
    {
        var service = _app.Services.GetServices<AwsService>().First(service => service.SigningName == request.Service);
        return Encoding.UTF8.GetString((await service.AnswerAsync(request, CancellationToken.None)).Body);
    }

    private static AwsRequest Request(string service, string operation, AwsProtocol protocol) =>
        new() { Region = Region, Service = service, Operation = operation, Protocol = protocol, Body = [], PathAndQuery = "/" };
}
