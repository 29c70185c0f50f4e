using System.Net;
using System.Net.Sockets;
using Notejam.Machine;
using Notejam.Machine.Processes;
using Notejam.Sandbox.Daemon;
using Notejam.Sandbox.Tests.Support;

namespace Notejam.Sandbox.Tests.Daemon;

public sealed class SandboxLauncherTests
{
    [Fact]
    public async Task A_listener_that_never_answers_is_named_in_one_message()
    {
        using var mute = new TcpListener(IPAddress.Loopback, 0);
        mute.Start();
        var port = ((IPEndPoint)mute.LocalEndpoint).Port;
        using var folder = new TemporaryFolder();
        var launcher = new SandboxLauncher(folder.Options with { Port = port }, new ProcessRunner(), TimeProvider.System, _ => { }) { AnswerLimit = TimeSpan.FromMilliseconds(300) };

        var error = await Assert.ThrowsAsync<MachineException>(() => launcher.EnsureRunningAsync());

        Assert.StartsWith($"Port {port} on 127.0.0.1, needed for the AWS endpoint, is in use by another process, which does not answer", error.Message, StringComparison.Ordinal);
        Assert.Contains("--sandbox-endpoint http://127.0.0.1:<port>", error.Message, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', error.Message);
    }

    [Fact]
    public async Task An_interrupt_while_the_port_is_asked_is_an_interrupt()
    {
        using var mute = new TcpListener(IPAddress.Loopback, 0);
        mute.Start();
        using var folder = new TemporaryFolder();
        var launcher = new SandboxLauncher(folder.Options with { Port = ((IPEndPoint)mute.LocalEndpoint).Port }, new ProcessRunner(), TimeProvider.System, _ => { });
        using var interrupt = new CancellationTokenSource(TimeSpan.FromMilliseconds(200));

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => launcher.EnsureRunningAsync(interrupt.Token));
    }
}
