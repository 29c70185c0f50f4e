using Docker.DotNet.Models;

namespace Notejam.Pipeline.Tools.Docker;

/// <summary>
/// Collects what the engine says during a build or a push. Neither call of the client throws when the engine reports a
/// failure in the stream, so the stream is where failures are looked for.
/// </summary>
internal sealed class DockerStream(Action<string>? onLine = null) : IProgress<JSONMessage>
{
    private readonly List<string> _lines = [];

    /// <summary>The failure reported, or null.</summary>
    public string? Error { get; private set; }

    /// <summary>Digest of a push.</summary>
    public string? Digest { get; private set; }

    /// <summary>Id of a built image.</summary>
    public string? ImageId { get; private set; }

    /// <summary>The last lines, for an error message.</summary>
    public string Tail => string.Join('\n', _lines.TakeLast(15));

    /// <inheritdoc />
    public void Report(JSONMessage value)
    {
        if (value.Error?.Message is { Length: > 0 } error) Error = error;
        Read(value.Aux?.ExtensionData);
        if (value.Stream?.TrimEnd() is not { Length: > 0 } line) return;
        _lines.Add(line);
        onLine?.Invoke(line);
    }

    private void Read(IDictionary<string, object>? aux)
    {
        if (aux is null) return;
        if (aux.TryGetValue("Digest", out var digest)) Digest = digest.ToString();
        if (aux.TryGetValue("ID", out var id)) ImageId = id.ToString();
    }
}
