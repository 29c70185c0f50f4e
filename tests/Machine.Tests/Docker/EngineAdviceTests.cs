using Docker.DotNet.Models;
using Notejam.Machine.Docker;
using Notejam.Machine.Tests.Support;

namespace Notejam.Machine.Tests.Docker;

public sealed class EngineAdviceTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    [Theory]
    [InlineData(EngineState.Absent, "unix:///var/run/docker.sock", true, true)]
    [InlineData(EngineState.Refused, "unix:///var/run/docker.sock", true, true)]
    [InlineData(EngineState.Absent, "unix:///var/run/docker.sock", false, false)]
    [InlineData(EngineState.Refused, "unix:///var/run/docker.sock", false, false)]
    [InlineData(EngineState.NoPermission, "unix:///var/run/docker.sock", true, false)]
    [InlineData(EngineState.Mute, "unix:///var/run/docker.sock", true, false)]
    [InlineData(EngineState.Refused, "tcp://127.0.0.1:2375", true, false)]
    [InlineData(EngineState.Absent, "tcp://127.0.0.1:2375", true, false)]
    [InlineData(EngineState.Answers, "unix:///var/run/docker.sock", true, false)]
    public void An_engine_is_started_only_by_root_on_a_socket_where_there_is_none(EngineState state, string endpoint, bool root, bool may) =>
        Assert.Equal(may, EngineAdvice.MayStart(state, new Uri(endpoint), _folder.Debian(root, "dockerd")));

    [Fact]
    public void Without_the_program_and_without_Debian_none_is_started() =>
        Assert.False(EngineAdvice.MayStart(EngineState.Absent, new Uri("unix:///x"), _folder.Debian(root: true) with { Distribution = "arch" }));

    [Theory]
    [InlineData(EngineState.NoPermission, "unix:///var/run/docker.sock", true, "debian", "usermod -aG docker")]
    [InlineData(EngineState.Mute, "unix:///var/run/docker.sock", true, "debian", "restart the engine")]
    [InlineData(EngineState.Refused, "unix:///var/run/docker.sock", true, "debian", "systemctl start docker")]
    [InlineData(EngineState.Absent, "unix:///var/run/docker.sock", true, "debian", "systemctl start docker")]
    [InlineData(EngineState.Absent, "unix:///var/run/docker.sock", false, "debian", "apt-get install -y docker.io iptables")]
    [InlineData(EngineState.Absent, "unix:///var/run/docker.sock", false, "arch", "install and start Docker")]
    [InlineData(EngineState.Refused, "tcp://127.0.0.1:2375", true, "debian", "correct DOCKER_HOST")]
    [InlineData(EngineState.Absent, "tcp://nowhere:2375", true, "debian", "correct DOCKER_HOST")]
    public void Every_state_has_a_remedy_in_one_line(EngineState state, string endpoint, bool installed, string distribution, string remedy)
    {
        var host = _folder.Debian(root: false) with { Distribution = distribution };
        if (installed) _folder.AddPrograms("dockerd");

        var message = EngineAdvice.Explain(new EngineAnswer(state, "seen"), new Uri(endpoint), host);

        Assert.Contains(remedy, message, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', message);
    }

    [Theory]
    [InlineData("failed to register \"bridge\" driver: failed to create NAT chain DOCKER: iptables not found", "apt-get install -y iptables")]
    [InlineData("exec: \"iptables\": executable file not found in $PATH", "apt-get install -y iptables")]
    [InlineData("failed to start daemon: Devices cgroup isn't mounted", "cgroupfs-mount")]
    [InlineData("iptables v1.8.9 (nf_tables): Could not fetch rule set generation id: Permission denied (you must be root)", "NET_ADMIN")]
    [InlineData("pid file found, ensure docker is not running or delete /var/run/docker.pid: process with PID 7 is still running", "delete the pid file")]
    public void The_daemons_last_lines_are_read(string log, string remedy) =>
        Assert.Contains(remedy, EngineAdvice.ReadLog(log), StringComparison.Ordinal);

    [Fact]
    public void Lines_that_mean_nothing_known_are_not_interpreted() => Assert.Null(EngineAdvice.ReadLog("API listen on /run/x.sock"));

    [Theory]
    [InlineData("notejam", "b,c")]
    [InlineData("notejam=sandbox", "b,c,d")]
    public void Containers_without_our_label_are_others(string label, string others)
    {
        ContainerListResponse[] running =
        [
            Container("a", ("notejam", "sandbox")),
            Container("b"),
            Container("c", ("other", "sandbox")),
            Container("d", ("notejam", "something else")),
        ];

        Assert.Equal(others.Split(','), EngineAdvice.Others(running, label));
    }

    public void Dispose() => _folder.Dispose();

    private static ContainerListResponse Container(string name, params (string Name, string Value)[] labels) => new()
    {
        ID = "0123456789abcdef",
        Names = [$"/{name}"],
        Labels = labels.ToDictionary(label => label.Name, label => label.Value),
    };
}
