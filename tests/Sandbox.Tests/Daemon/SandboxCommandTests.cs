using Notejam.Machine;
using Notejam.Sandbox.Daemon;
using Notejam.Sandbox.Host;

namespace Notejam.Sandbox.Tests.Daemon;

public sealed class SandboxCommandTests
{
    [Fact]
    public void Without_options_it_is_the_default_sandbox()
    {
        var command = SandboxCommand.Parse([]);

        Assert.Equal((4566, 60.0, false), (command.Options.Port, command.Options.TimeScale, command.Stop));
        Assert.Equal(SandboxOptions.DefaultStateDirectory(4566), command.Options.StateDirectory);
    }

    [Theory]
    [InlineData("--port", "5000", "--time-scale", "1.5", "--state-directory", "/tmp/x", "--stop")]
    [InlineData("--port=5000", "--time-scale=1.5", "--state-directory=/tmp/x", "--stop")]
    public void Values_follow_their_option_or_an_equals_sign(params string[] arguments)
    {
        var command = SandboxCommand.Parse(arguments);

        Assert.Equal((5000, 1.5, "/tmp/x", true), (command.Options.Port, command.Options.TimeScale, command.Options.StateDirectory, command.Stop));
    }

    [Fact]
    public void A_gateway_takes_over_where_it_is_asked_to() =>
        Assert.Equal((true, false), (SandboxCommand.Parse(["--take-over"]).TakeOver, SandboxCommand.Parse([]).TakeOver));

    [Theory]
    [InlineData("--prot", "--prot")]
    [InlineData("4566", "4566")]
    [InlineData("--port", "--port")]
    [InlineData("--port=x", "--port")]
    [InlineData("--port=70000", "--port")]
    [InlineData("--time-scale=0", "--time-scale")]
    [InlineData("--time-scale=NaN", "--time-scale")]
    public void What_cannot_be_is_named(string argument, string named)
    {
        var error = Assert.Throws<MachineException>(() => SandboxCommand.Parse([argument]));

        Assert.Contains(named, error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_busy_port_is_named_with_its_use_and_a_remedy()
    {
        using var other = new System.Net.Sockets.TcpListener(System.Net.IPAddress.Loopback, 0);
        other.Start();
        var port = ((System.Net.IPEndPoint)other.LocalEndpoint).Port;

        var error = Assert.Throws<MachineException>(() => PortCheck.Demand(port, "the AWS endpoint"));
        Assert.Contains($"Port {port} on 127.0.0.1, needed for the AWS endpoint, is in use", error.Message, StringComparison.Ordinal);
        Assert.Contains("--sandbox-endpoint http://127.0.0.1:<port>", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Two_sandboxes_share_no_port_for_their_own_servers()
    {
        int[] Ports(int port)
        {
            var options = new SandboxOptions { Port = port, StateDirectory = "" };
            return [options.Port, options.MotoPort, options.ImageStorePort, .. SandboxOptions.Regions.Select(options.RegistryPort)];
        }

        Assert.Empty(Ports(4566).Intersect(Ports(4600)));
        Assert.Equal(5, Ports(4566).Distinct().Count());
    }
}
