namespace Notejam.Tests.Servers;

/// <summary>A folder for a server of a test, deleted with it.</summary>
public sealed class TemporaryFolder
{
    public string Path { get; } = Directory.CreateTempSubdirectory("notejam-tests-").FullName;

    public void Delete() => Directory.Delete(Path, recursive: true);
}
