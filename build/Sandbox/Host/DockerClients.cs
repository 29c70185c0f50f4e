using Docker.DotNet;

namespace Notejam.Sandbox.Host;

/// <summary>The one client of the Docker engine (DOCKER_HOST, the current context, or the default socket).</summary>
public sealed class DockerClients : IDisposable
{
    private readonly Lazy<DockerClient> _client = new(() => new DockerClientBuilder().WithTimeout(Timeout.InfiniteTimeSpan).Build());

    /// <summary>The client; made at first use, shared, never to be disposed by its users.</summary>
    public IDockerClient Client => _client.Value;

    /// <inheritdoc />
    public void Dispose()
    {
        if (_client.IsValueCreated) _client.Value.Dispose();
    }
}
