using System.Formats.Tar;
using Docker.DotNet;
using Docker.DotNet.Models;

namespace Notejam.Machine.Tests.Support;

/// <summary>This machine's Docker engine, and what the tests start on it: containers and networks, gone afterwards.</summary>
public sealed class RealEngine : IAsyncLifetime
{
    private readonly List<string> _containers = [];
    private readonly List<string> _networks = [];

    public ThisMachine Machine { get; } = new();

    public DockerClient Client { get; private set; } = null!;

    public async Task InitializeAsync() => Client = await Machine.Engine.EnsureRunningAsync();

    public async Task DisposeAsync()
    {
        foreach (var id in _containers)
            await Client.Containers.RemoveContainerAsync(id, new ContainerRemoveParameters { Force = true, RemoveVolumes = true });
        foreach (var id in _networks) await Client.Networks.DeleteNetworkAsync(id);
        Client.Dispose();
    }

    /// <summary>Makes a network of the tests' own.</summary>
    public async Task<string> NetworkAsync()
    {
        var name = $"notejam-machine-tests-{Guid.NewGuid():N}";
        var network = await Client.Networks.CreateNetworkAsync(new NetworksCreateParameters { Name = name });
        _networks.Add(network.ID);
        return name;
    }

    /// <summary>Starts a container and returns its id.</summary>
    public async Task<string> StartAsync(CreateContainerParameters parameters)
    {
        var container = await Client.Containers.CreateContainerAsync(parameters);
        _containers.Add(container.ID);
        await Client.Containers.StartContainerAsync(container.ID, new ContainerStartParameters());
        return container.ID;
    }

    /// <summary>Runs a container to its end.</summary>
    public async Task<(long ExitCode, string Output, string Error)> RunAsync(CreateContainerParameters parameters)
    {
        var id = await StartAsync(parameters);
        var end = await Client.Containers.WaitContainerAsync(id);
        var (output, error) = await LogsAsync(id);
        return (end.StatusCode, output, error);
    }

    /// <summary>The files at or below a path of an image, by their path from there: it need not have a shell.</summary>
    public async Task<IReadOnlyDictionary<string, string>> ReadFilesAsync(string image, string path)
    {
        var container = await Client.Containers.CreateContainerAsync(new CreateContainerParameters { Image = image, Cmd = ["none"] });
        _containers.Add(container.ID);
        var answer = await Client.Containers.GetArchiveFromContainerAsync(container.ID, new ContainerPathStatParameters { Path = path }, statOnly: false);
        var files = new Dictionary<string, string>();
        // The client's stream does not suffer the small reads of a tar reader.
        using var archive = new MemoryStream();
        await using (answer.Stream) await answer.Stream!.CopyToAsync(archive);
        archive.Position = 0;
        await using var reader = new TarReader(archive);
        while (await reader.GetNextEntryAsync() is { } entry)
        {
            if (entry.DataStream is null) continue;
            using var text = new StreamReader(entry.DataStream);
            files[entry.Name] = await text.ReadToEndAsync();
        }

        return files;
    }

    /// <summary>What a container has printed so far.</summary>
    public async Task<(string Output, string Error)> LogsAsync(string id)
    {
        using var logs = await Client.Containers.GetContainerLogsAsync(id, new ContainerLogsParameters { ShowStdout = true, ShowStderr = true });
        return await logs.ReadOutputToEndAsync(default);
    }

    /// <summary>Runs a command in a container until it succeeds or a minute has passed.</summary>
    public async Task<string> UntilAsync(string id, params string[] command)
    {
        for (var attempt = 0; ; attempt++)
        {
            var (code, output) = await ExecAsync(id, command);
            if (code == 0) return output;
            if (attempt == 120) throw new InvalidOperationException($"{string.Join(' ', command)}: {output}\n{await LogsAsync(id)}");
            await Task.Delay(500);
        }
    }

    /// <summary>Runs a command in a container.</summary>
    public async Task<(long ExitCode, string Output)> ExecAsync(string id, params string[] command)
    {
        var exec = await Client.Exec.CreateContainerExecAsync(
            id, new ContainerExecCreateParameters { Cmd = command, AttachStdout = true, AttachStderr = true });
        using var stream = await Client.Exec.StartContainerExecAsync(exec.ID, new ContainerExecStartParameters());
        var (output, error) = await stream.ReadOutputToEndAsync(default);
        var end = await Client.Exec.InspectContainerExecAsync(exec.ID);
        return (end.ExitCode ?? -1, output + error);
    }
}
