using System.Globalization;
using System.Text.Json.Nodes;
using Notejam.Machine.Docker;
using Notejam.Machine.Processes;
using Notejam.Sandbox.Daemon;
using Notejam.Sandbox.Daemon.Handover;
using Notejam.Sandbox.Daemon.Launch;
using Notejam.Sandbox.Tests.Support;
using Xunit.Abstractions;

namespace Notejam.Sandbox.Tests.Daemon.Handover;

[Trait("Suite", "wire")]
public sealed class HandoverWireTests(ITestOutputHelper output) : IAsyncLifetime
{
    private readonly RunningSandbox _sandbox = new(4720);

    public Task InitializeAsync() => _sandbox.InitializeAsync();

    public Task DisposeAsync() => _sandbox.DisposeAsync();

    public enum Cause
    {
        AnotherTimeScale,
        EndedServer,
        KilledGateway,
    }

    [Theory]
    [InlineData(Cause.AnotherTimeScale)]
    [InlineData(Cause.EndedServer)]
    // The same test sees what a gateway that is killed and started again loses.
    [InlineData(Cause.KilledGateway)]
    public async Task No_request_is_lost_when_a_gateway_takes_over(Cause cause)
    {
        await using var people = await PeopleAtWork.StartAsync();
        var balancer = await BalanceAsync(people.Port);
        var gateway = _sandbox.Processes.ProcessId(GatewayProcess.Name);
        var go = Path.Combine(_sandbox.Options.StateDirectory, "go");
        await File.WriteAllTextAsync(go, "");
        var calls = CallAsync(go);
        await people.DuringAsync(balancer, async () =>
        {
            if (cause != Cause.AnotherTimeScale) await KillAsync(cause == Cause.EndedServer ? "image-store" : GatewayProcess.Name);
            await LauncherOf(cause == Cause.AnotherTimeScale ? 59 : 60).EnsureRunningAsync();
        });
        File.Delete(go);
        var called = await calls;

        Assert.NotEqual(gateway, _sandbox.Processes.ProcessId(GatewayProcess.Name));
        var (made, failed) = ((int)called["made"]!, called["failed"]!.AsArray());
        output.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"people: {people.Sent} sent, {people.Lost.Count} lost, slowest {people.Slowest.TotalSeconds:0.00} s; calls: {made} made, {failed.Count} failed, slowest {(double)called["slowest"]!:0.00} s"));
        Assert.True(people.Sent > 1000 && made > 20, "The load was too small.");
        if (cause != Cause.KilledGateway)
        {
            Assert.Empty(people.Lost);
            Assert.Empty(failed);
            // What was answered is in the successor's state.
            var kept = await _sandbox.Boto3.RunAsync("""
                names = [r['repositoryName'] for page in client('ecr').get_paginator('describe_repositories').paginate() for r in page['repositories']]
                print(json.dumps(len(set(n for n in names if n.startswith('made-')))))
                """);
            Assert.Equal(made, (int)kept);
        }
        else
        {
            Assert.NotEmpty(people.Lost);
            Assert.NotEmpty(failed);
        }
    }

    [Fact]
    public async Task A_successor_that_fails_leaves_people_served_and_the_next_one_takes_over()
    {
        await using var people = await PeopleAtWork.StartAsync();
        var balancer = await BalanceAsync(people.Port);
        await people.DuringAsync(balancer, async () =>
        {
            using (var channel = HandoverSocket.Connect(_sandbox.Options.StateDirectory)!)
            {
                channel.Send(Predecessor.Take);
                while (await channel.ReceiveAsync(TimeSpan.FromSeconds(60), CancellationToken.None) is { Text: not Predecessor.Yours } message)
                    if (message.Descriptor is { } descriptor) new System.Net.Sockets.SafeSocketHandle(descriptor, ownsHandle: true).Dispose();
            }

            // No launcher asked for this one: the gateway sees to a successor of its own.
            using var http = _sandbox.Http;
            var status = JsonNode.Parse(await http.GetStringAsync(new Uri("_sandbox/status", UriKind.Relative)))!;
            Assert.Equal(_sandbox.Processes.ProcessId(GatewayProcess.Name), (int?)status["processId"]);
        });

        Assert.Empty(people.Lost);
        await _sandbox.Launcher.EnsureRunningAsync();
    }

    [Fact]
    public async Task A_sandbox_that_another_run_uses_is_neither_replaced_nor_stopped_unasked()
    {
        var gateway = _sandbox.Processes.ProcessId(GatewayProcess.Name);
        using (var other = System.Diagnostics.Process.Start("sleep", "600"))
        {
            var users = Directory.CreateDirectory(Path.Combine(_sandbox.Options.StateDirectory, "users"));
            var lease = new SandboxLease(other.Id, DaemonRecord.StartTicksOf(other.Id)!.Value, "/a/clone", "./build.sh Deploy", DateTimeOffset.UtcNow, GatewayProcess.Version);
            await File.WriteAllTextAsync(Path.Combine(users.FullName, "other.json"), System.Text.Json.JsonSerializer.Serialize(lease));

            foreach (var refused in new Func<Task>[] { () => LauncherOf(5).EnsureRunningAsync(), () => LauncherOf(60).StopAsync() })
                Assert.Contains("in use by /a/clone (./build.sh Deploy, process", (await Assert.ThrowsAsync<Machine.MachineException>(refused)).Message, StringComparison.Ordinal);
            using (var http = _sandbox.Http)
                Assert.Equal(System.Net.HttpStatusCode.Conflict, (await http.PostAsync(new Uri("_sandbox/stop", UriKind.Relative), null)).StatusCode);
            await LauncherOf(60).EnsureRunningAsync();
            Assert.Equal(gateway, _sandbox.Processes.ProcessId(GatewayProcess.Name));

            await LauncherOf(5, evenIfUsed: true).EnsureRunningAsync();
            Assert.NotEqual(gateway, _sandbox.Processes.ProcessId(GatewayProcess.Name));
            other.Kill();
            await other.WaitForExitAsync();
        }

        await LauncherOf(60).EnsureRunningAsync();
    }

    private SandboxLauncher LauncherOf(double timeScale, bool evenIfUsed = false) =>
        new(_sandbox.Options with { TimeScale = timeScale }, new ProcessRunner(), TimeProvider.System, output.WriteLine) { EvenIfUsed = evenIfUsed };

    private async Task<Uri> BalanceAsync(int port)
    {
        var address = await _sandbox.Boto3.RunAsync($$"""
            import time
            ec2, elb = client('ec2'), client('elbv2')
            vpc = ec2.create_vpc(CidrBlock='10.9.0.0/16')['Vpc']['VpcId']
            subnets = [ec2.create_subnet(VpcId=vpc, CidrBlock=f'10.9.{n}.0/24', AvailabilityZone='eu-central-1' + z)['Subnet']['SubnetId'] for n, z in enumerate('ab')]
            created = elb.create_load_balancer(Name='taken', Subnets=subnets)['LoadBalancers'][0]
            group = elb.create_target_group(Name='taken', Protocol='HTTP', Port=8080, VpcId=vpc, TargetType='ip', HealthCheckPath='/')['TargetGroups'][0]['TargetGroupArn']
            elb.create_listener(LoadBalancerArn=created['LoadBalancerArn'], Port=8083, Protocol='HTTP', DefaultActions=[{'Type': 'forward', 'TargetGroupArn': group}])
            elb.register_targets(TargetGroupArn=group, Targets=[{'Id': '127.0.0.1', 'Port': {{port}}}])
            while elb.describe_target_health(TargetGroupArn=group)['TargetHealthDescriptions'][0]['TargetHealth']['State'] != 'healthy': time.sleep(0.1)
            print(json.dumps(created['DNSName']))
            """);
        return new Uri($"http://{(string?)address}:8083/");
    }

    // Without retries: each call has one chance.
    private Task<JsonNode> CallAsync(string go) => _sandbox.Boto3.RunAsync($$"""
        import os, time
        from botocore.config import Config
        once = Config(retries={'total_max_attempts': 1})
        # Operations that AWS publishes no rate of: what counts here are lost calls.
        ecr, deploy = [boto3.client(name, region_name='eu-central-1', config=once) for name in ['ecr', 'codedeploy']]
        made, failed, slowest = 0, [], 0
        while os.path.exists('{{go}}'):
            began = time.time()
            try:
                deploy.list_applications()
                ecr.create_repository(repositoryName=f'made-{made}')
                made += 1
            except Exception as problem:
                failed.append(str(problem))
                made += 1
            slowest = max(slowest, time.time() - began)
            time.sleep(0.02)
        print(json.dumps({'made': made, 'failed': failed, 'slowest': slowest}))
        """);

    private async Task KillAsync(string name)
    {
        using var process = System.Diagnostics.Process.GetProcessById(_sandbox.Processes.ProcessId(name)!.Value);
        process.Kill();
        while (_sandbox.Processes.IsRunning(name)) await Task.Delay(20);
    }
}
