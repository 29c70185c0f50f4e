using Docker.DotNet.Models;
using Notejam.Machine.Host;

namespace Notejam.Machine.Docker;

/// <summary>What to do about an engine that does not answer: a decision without side effects.</summary>
public static class EngineAdvice
{
    /// <summary>Whether we may start an engine of our own for this endpoint.</summary>
    public static bool MayStart(EngineState state, Uri endpoint, HostFacts host)
    {
        ArgumentNullException.ThrowIfNull(endpoint);
        ArgumentNullException.ThrowIfNull(host);
        return host.IsRoot
            && endpoint.Scheme == "unix"
            && state is EngineState.Absent or EngineState.Refused
            && (host.Find("dockerd") is not null || host.HasDebianPackages);
    }

    /// <summary>One message with cause and remedy.</summary>
    public static string Explain(EngineAnswer answer, Uri endpoint, HostFacts host)
    {
        ArgumentNullException.ThrowIfNull(answer);
        ArgumentNullException.ThrowIfNull(host);
        var installed = host.Find("dockerd") is not null;
        return answer.State switch
        {
            EngineState.Answers => $"Docker {answer.Detail} answers at {endpoint}.",
            EngineState.NoPermission =>
                $"The Docker engine at {endpoint} refuses this user (permission denied): run `sudo usermod -aG docker $USER` and sign in anew, or run this as root.",
            EngineState.Mute =>
                $"Something listens at {endpoint} but does not answer as a Docker engine ({answer.Detail}): restart the engine, or point DOCKER_HOST at another.",
            _ when endpoint?.Scheme != "unix" =>
                $"No Docker engine at {endpoint} ({answer.Detail}): start it, or correct DOCKER_HOST; unset it to use this machine's own engine.",
            EngineState.Refused =>
                $"No Docker engine listens at {endpoint} (connection refused): start it with `sudo systemctl start docker`, or run this as root and it is started for you.",
            _ when installed =>
                $"No Docker engine runs here ({answer.Detail}): start it with `sudo systemctl start docker`, or run this as root and it is started for you.",
            _ when host.HasDebianPackages =>
                "Docker is not installed: run `sudo apt-get install -y docker.io iptables`, or run this as root and it is installed for you.",
            _ => $"No Docker engine at {endpoint}: install and start Docker (https://docs.docker.com/engine/install), or point DOCKER_HOST at an engine.",
        };
    }

    /// <summary>The names of running containers that do not carry a label ("name" or "name=value").</summary>
    public static IReadOnlyList<string> Others(IEnumerable<ContainerListResponse> running, string label)
    {
        ArgumentNullException.ThrowIfNull(label);
        var (name, value) = label.Split('=', 2) is [var before, var after] ? (before, after) : (label, null);
        return
        [
            .. from container in running
               where container.Labels?.TryGetValue(name, out var actual) != true || (value is not null && actual != value)
               select container.Names?.FirstOrDefault()?.TrimStart('/') ?? container.ID,
        ];
    }

    /// <summary>What the daemon's last lines mean, with the remedy; null when they match nothing known.</summary>
    public static string? ReadLog(string log)
    {
        ArgumentNullException.ThrowIfNull(log);
        (string Sign, string Meaning)[] known =
        [
            ("\"iptables\": executable file not found", "iptables is missing: run `apt-get install -y iptables`"),
            ("iptables not found", "iptables is missing: run `apt-get install -y iptables`"),
            ("Failed to initialize nft", "the kernel lacks nf_tables: run `update-alternatives --set iptables /usr/sbin/iptables-legacy`"),
            ("Table does not exist", "the kernel lacks the NAT table: load it with `modprobe iptable_nat`, or run on a machine whose kernel has it"),
            ("Devices cgroup isn't mounted", "no cgroups are mounted: install cgroupfs-mount and run `cgroupfs-mount`"),
            ("Permission denied (you must be root)", "this process may not change the network: it needs the capability NET_ADMIN (docker run --privileged)"),
            ("operation not permitted", "this process lacks capabilities that an engine needs: run it on a machine or in a privileged container"),
            ("no space left on device", "the disk is full: free space under the engine's data folder"),
            ("is still running", "another dockerd holds its pid file: stop it, or delete the pid file when none runs"),
        ];
        return known.FirstOrDefault(entry => log.Contains(entry.Sign, StringComparison.OrdinalIgnoreCase)).Meaning;
    }
}
