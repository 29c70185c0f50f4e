namespace Notejam.Sandbox.Tests.Support;

/// <summary>A state directory that goes with the test.</summary>
internal sealed class TemporaryFolder : IDisposable
{
    public string Path { get; } = Directory.CreateTempSubdirectory("notejam-sandbox-").FullName;

    public SandboxOptions Options => new() { StateDirectory = Path };

    public void Dispose() => Directory.Delete(Path, recursive: true);
}
