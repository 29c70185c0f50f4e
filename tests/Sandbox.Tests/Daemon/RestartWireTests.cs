using System.Text.Json.Nodes;
using Docker.DotNet;
using Docker.DotNet.Models;
using Notejam.Machine.Processes;
using Notejam.Sandbox.Daemon;
using Notejam.Sandbox.Host;
using Notejam.Sandbox.Tests.Support;

namespace Notejam.Sandbox.Tests.Daemon;

[Trait("Suite", "wire")]
public sealed class RestartWireTests : IAsyncLifetime
{
    private readonly RunningSandbox _sandbox = new(4600);

    public Task InitializeAsync() => _sandbox.InitializeAsync();

    public Task DisposeAsync() => _sandbox.DisposeAsync();

    [Fact]
    public async Task A_killed_gateway_goes_on_where_it_was()
    {
        await _sandbox.Boto3.RunAsync("""
            client('ecr').create_repository(repositoryName='kept')
            client('secretsmanager').create_secret(Name='kept', SecretString='x')
            print('{}')
            """);
        var moto = _sandbox.Processes.ProcessId("moto");
        await KillAsync("gateway");
        await _sandbox.Launcher.EnsureRunningAsync();

        var kept = await _sandbox.Boto3.RunAsync("""
            print(json.dumps([client('ecr').describe_repositories()['repositories'][0]['repositoryName'],
                client('secretsmanager').get_secret_value(SecretId='kept')['SecretString']]))
            """);
        Assert.Equal("""["kept","x"]""", kept.ToJsonString());
        Assert.Equal(moto, _sandbox.Processes.ProcessId("moto"));
    }

    [Fact]
    public async Task Without_the_emulator_everything_starts_anew()
    {
        await _sandbox.Boto3.RunAsync("client('ecr').create_repository(repositoryName='gone'); print('{}')");
        await KillAsync("gateway");
        await KillAsync("moto");
        await _sandbox.Launcher.EnsureRunningAsync();

        var names = await _sandbox.Boto3.RunAsync("print(json.dumps([r['repositoryName'] for r in client('ecr').describe_repositories()['repositories']]))");
        Assert.Equal("[]", names.ToJsonString());
    }

    [Fact]
    public async Task A_dead_emulator_behind_a_living_gateway_is_noticed_and_everything_starts_anew()
    {
        await _sandbox.Boto3.RunAsync("client('ecr').create_repository(repositoryName='gone'); print('{}')");
        await KillAsync("moto");
        using (var http = _sandbox.Http) Assert.False((bool)JsonNode.Parse(await http.GetStringAsync("/_sandbox/status"))!["ready"]!);
        await _sandbox.Launcher.EnsureRunningAsync();

        var answer = await _sandbox.Boto3.RunAsync("print(json.dumps([client('sts').get_caller_identity()['Account'], client('ecr').describe_repositories()['repositories']]))");
        Assert.Equal("""["123456789012",[]]""", answer.ToJsonString());
        Assert.Contains(_sandbox.Reports, line => line.Contains("emulator moto has ended", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_dead_image_store_behind_a_living_gateway_is_started_again_and_nothing_is_lost()
    {
        await _sandbox.Boto3.RunAsync("client('ecr').create_repository(repositoryName='kept'); print('{}')");
        await KillAsync("image-store");
        await _sandbox.Launcher.EnsureRunningAsync();

        var names = await _sandbox.Boto3.RunAsync("print(json.dumps([r['repositoryName'] for r in client('ecr').describe_repositories()['repositories']]))");
        Assert.Equal("""["kept"]""", names.ToJsonString());
        Assert.True(_sandbox.Processes.IsRunning("image-store"));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Stop_leaves_nothing(bool killedBefore)
    {
        if (killedBefore) await KillAsync("gateway");
        await _sandbox.Launcher.StopAsync();

        Assert.Empty(_sandbox.Processes.List());
        foreach (var port in new[] { _sandbox.Options.Port, _sandbox.Options.MotoPort, _sandbox.Options.ImageStorePort }) PortCheck.Demand(port, "a test");
        using var docker = new DockerClientBuilder().Build();
        Assert.DoesNotContain(await docker.Networks.ListNetworksAsync(new NetworksListParameters()), network => network.Name == _sandbox.Options.NetworkName);
    }

    [Fact]
    public async Task A_script_may_stop_it_over_http()
    {
        using var http = _sandbox.Http;
        using var page = new HttpClient();
        var stop = new Uri(_sandbox.Endpoint, "/_sandbox/stop");
        Assert.Equal(System.Net.HttpStatusCode.Forbidden, (await page.PostAsync(stop, null)).StatusCode);
        Assert.Equal(System.Net.HttpStatusCode.Accepted, (await http.PostAsync(stop, null)).StatusCode);

        while (_sandbox.Processes.IsRunning("gateway")) await Task.Delay(100);
        Assert.False(_sandbox.Processes.IsRunning("moto"));
        Assert.False(_sandbox.Processes.IsRunning("image-store"));
    }

    [Fact]
    public async Task A_sandbox_that_runs_is_not_started_twice()
    {
        var gateway = _sandbox.Processes.ProcessId("gateway");
        await Task.WhenAll(_sandbox.Launcher.EnsureRunningAsync(), _sandbox.Launcher.EnsureRunningAsync());

        Assert.Equal(gateway, _sandbox.Processes.ProcessId("gateway"));
    }

    [Fact]
    public async Task Another_time_scale_replaces_the_gateway_only()
    {
        var (gateway, moto) = (_sandbox.Processes.ProcessId("gateway"), _sandbox.Processes.ProcessId("moto"));
        var launcher = new SandboxLauncher(_sandbox.Options with { TimeScale = 5 }, new ProcessRunner(), TimeProvider.System, _ => { });
        await launcher.EnsureRunningAsync();

        Assert.NotEqual(gateway, _sandbox.Processes.ProcessId("gateway"));
        Assert.Equal(moto, _sandbox.Processes.ProcessId("moto"));
    }

    [Fact]
    public async Task A_sandbox_of_somebody_else_on_the_port_is_not_taken_for_the_one_that_was_started()
    {
        using var folder = new TemporaryFolder();
        var launcher = new SandboxLauncher(_sandbox.Options with { TimeScale = 5, StateDirectory = folder.Path }, new ProcessRunner(), TimeProvider.System, _ => { });

        var error = await Assert.ThrowsAsync<Machine.MachineException>(() => launcher.EnsureRunningAsync());
        Assert.Contains("Port 4600 on 127.0.0.1, needed for the AWS endpoint, is in use by another process", error.Message, StringComparison.Ordinal);
        Assert.True(_sandbox.Processes.IsRunning("gateway"));
    }

    [Fact]
    public async Task Somebody_elses_server_on_the_port_is_named()
    {
        await _sandbox.Launcher.StopAsync();
        using var other = new System.Net.Sockets.TcpListener(System.Net.IPAddress.Loopback, _sandbox.Options.Port);
        other.Start();

        using var folder = new TemporaryFolder();
        var result = await RunAsync("--port", "4600", "--state-directory", folder.Path);
        Assert.Equal((1, ""), (result.ExitCode, result.Output));
        Assert.StartsWith("Port 4600 on 127.0.0.1, needed for the AWS endpoint, is in use by another process", result.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Help_names_every_option()
    {
        var result = await RunAsync("--help");

        Assert.Equal(0, result.ExitCode);
        Assert.All(new[] { "--port", "--time-scale", "--state-directory", "--stop" }, option => Assert.Contains(option, result.Output, StringComparison.Ordinal));
    }

    private static Task<ProcessResult> RunAsync(params string[] arguments) => new ProcessRunner().RunAsync(
        new ProcessCommand("dotnet", [Path.Combine(AppContext.BaseDirectory, "Notejam.Sandbox.dll"), .. arguments]));

    private async Task KillAsync(string name)
    {
        var id = _sandbox.Processes.ProcessId(name)!.Value;
        using var process = System.Diagnostics.Process.GetProcessById(id);
        process.Kill();
        while (_sandbox.Processes.IsRunning(name)) await Task.Delay(20);
    }
}
