using Docker.DotNet;
using Docker.DotNet.Models;
using Notejam.Machine.Host;
using Notejam.Machine.Packages;
using Notejam.Machine.Processes;

namespace Notejam.Machine.Docker;

/// <summary>This machine's Docker engine: found, or installed and started as root on Debian.</summary>
/// <param name="report">Told, in a line, what is being done.</param>
public sealed class DockerEngine(
    DockerEngineOptions options,
    HostFacts host,
    IProcessRunner runner,
    DebianPackages packages,
    TimeProvider time,
    Action<string>? report = null)
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan StopLimit = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan LockPatience = TimeSpan.FromMinutes(5);
    private readonly DaemonProcess _daemon = new(options.Folder, runner);

    /// <summary>Returns a client of an engine that answers; the caller disposes it.</summary>
    /// <exception cref="MachineException">There is none and none could be started: cause and remedy.</exception>
    public async Task<DockerClient> EnsureRunningAsync(CancellationToken cancellationToken = default)
    {
        var client = CreateClient();
        try
        {
            // Before the question: what answers now must still be there when it is used.
            await EngineUse.BeginAsync(options.Folder, time, cancellationToken);
            var answer = await EngineProbe.AskAsync(client, cancellationToken);
            if (answer.State == EngineState.Answers) return client;

            var endpoint = client.Options.Endpoint;
            if (!EngineAdvice.MayStart(answer.State, endpoint, host))
                throw new MachineException(EngineAdvice.Explain(answer, endpoint, host));

            using var one = await FileLock.AcquireAsync(Path.Combine(options.Folder, "dockerd.lock"), LockPatience, time, cancellationToken);
            answer = await EngineProbe.AskAsync(client, cancellationToken);
            if (answer.State != EngineState.Answers) await StartAsync(client, cancellationToken);
            return client;
        }
        catch
        {
            client.Dispose();
            throw;
        }
    }

    /// <summary>Says what is at the endpoint, without changing anything.</summary>
    public async Task<EngineAnswer> AskAsync(CancellationToken cancellationToken = default)
    {
        using var client = CreateClient();
        return await EngineProbe.AskAsync(client, cancellationToken);
    }

    /// <summary>Ends the engine if we started it, no other run uses it and nobody else's containers run on it.</summary>
    /// <param name="ourLabel">A label ("name" or "name=value") that our own containers carry.</param>
    /// <returns>What was done and why, in one line.</returns>
    public async Task<string> StopAsync(string ourLabel, CancellationToken cancellationToken = default)
    {
        if (_daemon.Running is null) return "The Docker engine was not started here: left as it is.";

        using var alone = EngineUse.TryHaveAlone(options.Folder);
        if (alone is null) return "The Docker engine stays up: another run or another sandbox uses it.";

        using var client = CreateClient();
        if (await EngineProbe.AskAsync(client, cancellationToken) is { State: EngineState.Answers })
        {
            var all = await client.Containers.ListContainersAsync(new ContainersListParameters(), cancellationToken);
            var others = EngineAdvice.Others(all, ourLabel);
            if (others.Count > 0) return $"The Docker engine stays up: containers that are not ours run on it ({string.Join(", ", others)}).";
        }

        return await _daemon.StopAsync(StopLimit, time, cancellationToken)
            ? "The Docker engine that was started here is stopped."
            : $"The Docker engine did not end within {StopLimit.TotalSeconds:0} s: see {_daemon.LogFile}.";
    }

    private async Task StartAsync(DockerClient client, CancellationToken cancellationToken)
    {
        await packages.EnsureAsync(["dockerd", "iptables", "setsid"], cancellationToken);
        DaemonProcess.RemoveStalePidFile(options.EnginePidFile);
        var endpoint = client.Options.Endpoint;
        report?.Invoke($"Starting the Docker engine (log: {_daemon.LogFile})");
        var start = time.GetTimestamp();
        await _daemon.StartAsync(host.Find("dockerd")!, ["-H", $"unix://{endpoint.LocalPath}", .. options.Arguments], cancellationToken);

        while (true)
        {
            await Task.Delay(Pause, time, cancellationToken);
            var answer = await EngineProbe.AskAsync(client, cancellationToken);
            if (answer.State == EngineState.Answers) return;

            if (_daemon.HasEnded) throw new MachineException(Died());
            if (time.GetElapsedTime(start) <= options.StartLimit) continue;

            throw new MachineException(
                $"dockerd was started but does not answer at {endpoint} within {options.StartLimit.TotalSeconds:0} s ({answer.Detail}): see {_daemon.LogFile}.");
        }
    }

    private string Died()
    {
        var lines = _daemon.LastLines();
        var meaning = EngineAdvice.ReadLog(lines) ?? $"see {_daemon.LogFile}";
        return $"dockerd ended as soon as it was started; {meaning}. Its last lines:\n{lines}";
    }

    private DockerClient CreateClient()
    {
        // Images are built and pushed through it: the default limit of 100 s a request is too short for that.
        var builder = new DockerClientBuilder().WithTimeout(Timeout.InfiniteTimeSpan);
        return (options.Endpoint is null ? builder : builder.WithEndpoint(options.Endpoint)).Build();
    }
}
