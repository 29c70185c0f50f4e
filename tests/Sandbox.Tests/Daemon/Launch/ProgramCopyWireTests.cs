using System.Globalization;
using Notejam.Machine.Processes;
using Notejam.Sandbox.Daemon;
using Notejam.Sandbox.Daemon.Launch;
using Notejam.Sandbox.Host;
using Notejam.Sandbox.Tests.Support;

namespace Notejam.Sandbox.Tests.Daemon.Launch;

/// <summary>A clone is built again, moved or deleted while the sandbox runs that it started.</summary>
[Trait("Suite", "wire")]
public sealed class ProgramCopyWireTests : IDisposable
{
    private const string Lazy = "YamlDotNet.dll";

    private readonly TemporaryFolder _state = new();
    private readonly TemporaryFolder _clone = new();

    [Fact]
    public async Task The_sandbox_outlives_the_folder_that_it_was_started_from()
    {
        var options = _state.Options with { Port = 4860 };
        var (clone, moved) = (Path.Combine(_clone.Path, "clone"), Path.Combine(_clone.Path, "moved"));
        foreach (var part in ProgramCopy.PartsIn(AppContext.BaseDirectory))
        {
            Directory.CreateDirectory(Path.GetDirectoryName(Path.Combine(clone, part))!);
            File.Copy(Path.Combine(AppContext.BaseDirectory, part), Path.Combine(clone, part));
        }

        // What an earlier version left.
        Directory.CreateDirectory(Path.Combine(options.StateDirectory, "program", "earlier"));
        var launcher = new SandboxLauncher(options, new ProcessRunner(), TimeProvider.System, _ => { }) { Origin = clone };
        await launcher.EnsureRunningAsync();
        try
        {
            Assert.Equal([GatewayProcess.Version], Directory.GetDirectories(Path.Combine(options.StateDirectory, "program")).Select(Path.GetFileName));
            var gateway = new ManagedProcesses(options, new ProcessRunner(), TimeProvider.System).ProcessId(GatewayProcess.Name)!.Value;
            Assert.DoesNotContain(clone, await MapsAsync(gateway), StringComparison.Ordinal);
            Assert.DoesNotContain(Lazy, await MapsAsync(gateway), StringComparison.Ordinal);
            Directory.Move(clone, moved);
            Directory.Delete(moved, recursive: true);

            // An AppSpec is the first YAML that it reads.
            var answer = await new Boto3(options.Port).RunAsync("""
                deploy = client('codedeploy')
                deploy.create_application(applicationName='a', computePlatform='ECS')
                listener = 'arn:aws:elasticloadbalancing:eu-central-1:123456789012:listener/app/a/1/2'
                deploy.create_deployment_group(applicationName='a', deploymentGroupName='a', serviceRoleArn='arn:aws:iam::123456789012:role/a',
                    deploymentStyle={'deploymentType': 'BLUE_GREEN', 'deploymentOption': 'WITH_TRAFFIC_CONTROL'},
                    blueGreenDeploymentConfiguration={'terminateBlueInstancesOnDeploymentSuccess': {'action': 'TERMINATE'}, 'deploymentReadyOption': {'actionOnTimeout': 'CONTINUE_DEPLOYMENT'}},
                    ecsServices=[{'clusterName': 'a', 'serviceName': 'a'}],
                    loadBalancerInfo={'targetGroupPairInfoList': [{'targetGroups': [{'name': 'a'}, {'name': 'b'}], 'prodTrafficRoute': {'listenerArns': [listener]}}]})
                revision = {'revisionType': 'AppSpecContent', 'appSpecContent': {'content': 'version: 1.0'}}
                print(json.dumps(error(lambda: deploy.create_deployment(applicationName='a', deploymentGroupName='a', revision=revision))))
                """);

            Assert.Contains("The AppSpec file contains an invalid version value", (string?)answer[2], StringComparison.Ordinal);
            Assert.Contains(Path.Combine(options.StateDirectory, "program", GatewayProcess.Version, Lazy), await MapsAsync(gateway), StringComparison.Ordinal);
        }
        finally
        {
            await new SandboxLauncher(options, new ProcessRunner(), TimeProvider.System, _ => { }).StopAsync();
        }
    }

    public void Dispose()
    {
        _state.Dispose();
        _clone.Dispose();
    }

    private static Task<string> MapsAsync(int process) => File.ReadAllTextAsync(string.Create(CultureInfo.InvariantCulture, $"/proc/{process}/maps"));
}
