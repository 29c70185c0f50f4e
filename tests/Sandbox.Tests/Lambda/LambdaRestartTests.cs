using Notejam.Machine.Docker;
using Notejam.Machine.Processes;
using Notejam.Sandbox.Tests.Support;

namespace Notejam.Sandbox.Tests.Lambda;

[Trait("Suite", "wire")]
public sealed class LambdaRestartTests : IAsyncLifetime
{
    private readonly RunningSandbox _sandbox = new(4650);

    public Task InitializeAsync() => _sandbox.InitializeAsync();

    public Task DisposeAsync() => _sandbox.DisposeAsync();

    [Fact]
    public async Task A_killed_gateway_leaves_no_function_running_and_loses_no_event()
    {
        await RunAsync("""
            make('slow', '''
            import time
            def handle(event, context):
                print('begun ' + event, flush=True)
                time.sleep(0 if os.path.exists(event) else 300)
                print('done', flush=True)
            ''', Timeout=600)
            client('lambda').invoke(FunctionName='slow', InvocationType='Event', Payload=json.dumps('GATE'))
            until(lambda: any('begun' in l for l in lines('/aws/lambda/slow')))
            print('{}')
            """);
        var function = Assert.Single(_sandbox.Processes.List(), process => process.Name.StartsWith("lambda-", StringComparison.Ordinal));
        Assert.True(function.Running);
        await new ProcessRunner().RunAsync(ProcessCommand.Of("kill", "-KILL", _sandbox.Processes.ProcessId("gateway")!.Value.ToString(System.Globalization.CultureInfo.InvariantCulture)));
        await File.WriteAllTextAsync(Gate, "");
        await _sandbox.Launcher.EnsureRunningAsync();

        Assert.DoesNotContain(_sandbox.Processes.List(), process => process.Name == function.Name);
        // What has ended and waits for its parent to notice is gone too.
        Assert.Null(DaemonRecord.StartTicksOf(function.ProcessId));
        var seen = await RunAsync("""
            until(lambda: any('done' in l for l in lines('/aws/lambda/slow')))
            print(json.dumps(len([l for l in lines('/aws/lambda/slow') if 'begun' in l])))
            """);
        Assert.Equal("2", seen);
    }

    [Fact]
    public async Task The_end_of_the_sandbox_ends_its_functions()
    {
        await RunAsync("""
            make('warm', 'def handle(event, context): return 1')
            client('lambda').invoke(FunctionName='warm')
            print('{}')
            """);
        var function = Assert.Single(_sandbox.Processes.List(), process => process.Name.StartsWith("lambda-", StringComparison.Ordinal));
        await _sandbox.Launcher.StopAsync();

        // What has ended and waits for its parent to notice is gone too.
        Assert.Null(DaemonRecord.StartTicksOf(function.ProcessId));
    }

    private string Gate => Path.Combine(_sandbox.Options.StateDirectory, "gate");

    private async Task<string> RunAsync(string script) =>
        (await _sandbox.Boto3.RunAsync(TestFunctions.Prologue + script.Replace("GATE", Gate, StringComparison.Ordinal))).ToJsonString();
}
