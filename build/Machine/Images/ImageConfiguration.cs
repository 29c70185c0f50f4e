namespace Notejam.Machine.Images;

/// <summary>What an image says about running it (the OCI image configuration's "config").</summary>
public sealed record ImageConfiguration
{
    /// <summary>User and group, by number; root when null.</summary>
    public string? User { get; init; }

    /// <summary>Variables as "NAME=value".</summary>
    public IReadOnlyList<string> Environment { get; init; } = [];

    /// <summary>The entry point.</summary>
    public IReadOnlyList<string> Entrypoint { get; init; } = [];

    /// <summary>The default command.</summary>
    public IReadOnlyList<string> Command { get; init; } = [];

    /// <summary>The working directory.</summary>
    public string WorkingDirectory { get; init; } = "/";

    /// <summary>Ports as "6379/tcp".</summary>
    public IReadOnlyList<string> Ports { get; init; } = [];

    /// <summary>Folders for which a volume is made.</summary>
    public IReadOnlyList<string> Volumes { get; init; } = [];

    /// <summary>The signal that asks for an orderly stop; SIGTERM when null.</summary>
    public string? StopSignal { get; init; }

    /// <summary>Labels.</summary>
    public IReadOnlyDictionary<string, string> Labels { get; init; } = new Dictionary<string, string>();
}
