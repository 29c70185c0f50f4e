namespace Notejam.Machine.Docker;

/// <summary>Where the engine is and how one of our own is started.</summary>
public sealed record DockerEngineOptions
{
    /// <summary>The endpoint; null for DOCKER_HOST, the current Docker context, or the default socket.</summary>
    public Uri? Endpoint { get; init; }

    /// <summary>Holds the log and pid file of an engine that we start.</summary>
    public required string Folder { get; init; }

    /// <summary>More arguments for dockerd.</summary>
    public IReadOnlyList<string> Arguments { get; init; } = [];

    /// <summary>dockerd's own pid file, where a stale one blocks the start.</summary>
    public string EnginePidFile { get; init; } = "/var/run/docker.pid";

    /// <summary>How long an engine that we started may take until it answers.</summary>
    public TimeSpan StartLimit { get; init; } = TimeSpan.FromSeconds(60);
}
