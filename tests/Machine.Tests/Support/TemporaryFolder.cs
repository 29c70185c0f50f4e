using Notejam.Machine.Host;

namespace Notejam.Machine.Tests.Support;

/// <summary>A folder of a test's own, and a host whose programs are in it.</summary>
public sealed class TemporaryFolder : IDisposable
{
    public string Path { get; } = Directory.CreateTempSubdirectory("notejam-machine-").FullName;

    public string Programs => System.IO.Path.Combine(Path, "bin");

    /// <summary>Debian with apt-get, and the programs named.</summary>
    public HostFacts Debian(bool root, params string[] programs)
    {
        AddPrograms(["apt-get", .. programs]);
        return new HostFacts
        {
            IsRoot = root,
            Distribution = "debian",
            Codename = "bookworm",
            ProgramFolders = [Programs],
            Home = System.IO.Path.Combine(Path, "home"),
        };
    }

    public void AddPrograms(params string[] programs)
    {
        foreach (var program in programs) AddProgram(program, "#!/bin/sh\n");
    }

    public void AddProgram(string program, string script)
    {
        var file = Write($"bin/{program}", script);
        if (!OperatingSystem.IsWindows()) File.SetUnixFileMode(file, (UnixFileMode)0b111_101_101);
    }

    public string Write(string path, string content)
    {
        var file = System.IO.Path.Combine(Path, path);
        Directory.CreateDirectory(System.IO.Path.GetDirectoryName(file)!);
        File.WriteAllText(file, content);
        return file;
    }

    public void Dispose() => Directory.Delete(Path, recursive: true);
}
